// The fields of a question: whom to ask, what, how long, and whatever else there is.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { furtherFields } from './further-fields.ts';

const asks = { operation: ['sendAndWait', 'create'] };

export const channels: INodePropertyOptions[] = [
  { name: 'Email', value: 'email' },
  { name: 'Link', value: 'link', description: 'Nothing is sent: you hand the link over' },
  { name: 'Slack', value: 'slack' },
  { name: 'SMS', value: 'sms' },
  { name: 'Telegram', value: 'telegram' },
  { name: 'WhatsApp', value: 'whatsapp' },
];

const channelsOrKey: INodePropertyOptions[] = [
  {
    name: 'As the API Key Says',
    value: 'key',
    description: 'For keys whose policy allows exactly one recipient',
  },
  ...channels,
];

const recipient = (
  displayName: string,
  placeholder: string,
  channel: string[],
  description: string,
): INodeProperties => ({
  displayName,
  name: 'recipient',
  type: 'string',
  default: '',
  required: true,
  placeholder,
  description,
  displayOptions: { show: { ...asks, channel } },
});

export const questionProperties: INodeProperties[] = [
  {
    displayName: 'Channel',
    name: 'channel',
    type: 'options',
    noDataExpression: true,
    options: channelsOrKey,
    default: 'email',
    description: 'How to reach the human',
    displayOptions: { show: asks },
  },
  recipient(
    'Phone Number',
    '+1 (312) 847-1928',
    ['sms', 'whatsapp'],
    'With its country code; spaces and punctuation are fine',
  ),
  recipient('Email Address', 'name@example.com', ['email'], 'One address'),
  recipient(
    'Slack Channel, User or Webhook',
    'C024BE91L',
    ['slack'],
    'An incoming webhook URL, or the ID of a channel or user where PausePoint has a Slack app',
  ),
  recipient('Chat ID', '123456789', ['telegram'], 'The bot tells each chat its ID'),
  recipient('Whom the Link Is For', 'Ada', ['link'], 'In your own words'),
  {
    displayName: 'Message',
    name: 'message',
    type: 'string',
    typeOptions: { rows: 3 },
    default: '',
    required: true,
    placeholder: 'Pay $8,400 to Meridian?',
    description: 'The question: exactly what will happen when they agree, with amounts and names',
    displayOptions: { show: asks },
  },
  {
    displayName: 'Choices',
    name: 'choices',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Choice' },
    placeholder: 'Add Choice',
    default: {
      choice: [
        { label: 'Approve', approves: true },
        { label: 'Reject', approves: false },
      ],
    },
    description: 'Two to five answers, of which the human chooses one',
    displayOptions: { show: asks },
    options: [
      {
        displayName: 'Choice',
        name: 'choice',
        values: [
          {
            displayName: 'Label',
            name: 'label',
            type: 'string',
            default: '',
            required: true,
          },
          {
            displayName: 'Approves',
            name: 'approves',
            type: 'boolean',
            default: false,
            description:
              'Whether this choice is an approval: only then, and only by a human, data.approved becomes true',
          },
        ],
      },
    ],
  },
  {
    displayName: 'Time to Answer',
    name: 'timeout',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 24,
    description: 'After that nobody can answer any more',
    displayOptions: { show: asks },
  },
  {
    displayName: 'Unit',
    name: 'timeoutUnit',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'Days', value: 'days' },
      { name: 'Hours', value: 'hours' },
      { name: 'Minutes', value: 'minutes' },
      { name: 'Seconds', value: 'seconds' },
    ],
    default: 'hours',
    displayOptions: { show: asks },
  },
  {
    displayName: 'Options',
    name: 'more',
    type: 'collection',
    placeholder: 'Add Option',
    default: {},
    displayOptions: { show: asks },
    options: furtherFields(channels),
  },
];
