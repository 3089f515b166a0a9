// What a question may have beside whom and what: facts, fallbacks, risk, and so on.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

export const furtherFields = (channels: INodePropertyOptions[]): INodeProperties[] => [
  {
    displayName: 'Also Ask',
    name: 'alsoAsk',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Person' },
    default: {},
    description: 'Others who are asked at the same time; the first answer decides',
    options: [
      {
        displayName: 'Person',
        name: 'person',
        values: [
          {
            displayName: 'Channel',
            name: 'channel',
            type: 'options',
            options: channels,
            default: 'email',
          },
          { displayName: 'Name', name: 'name', type: 'string', default: '' },
          { displayName: 'Recipient', name: 'recipient', type: 'string', default: '' },
        ],
      },
    ],
  },
  {
    displayName: 'Applied When Nobody Answers',
    name: 'timeoutDefault',
    type: 'string',
    default: '',
    placeholder: 'Reject',
    description:
      'One of the choices, noted when the time is over. It never counts as an approval, as no human made it.',
  },
  {
    displayName: 'Asked By',
    name: 'agentName',
    type: 'string',
    default: '',
    description: 'Who asks, as shown to the human. The name of the workflow when empty.',
  },
  {
    displayName: 'Asked on Behalf Of',
    name: 'onBehalfOf',
    type: 'string',
    default: '',
    placeholder: 'Ada Lovelace',
  },
  {
    displayName: 'Facts',
    name: 'facts',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, sortable: true, multipleValueButtonText: 'Add Fact' },
    default: {},
    description: 'What to judge by, shown apart from the message and in this order',
    options: [
      {
        displayName: 'Fact',
        name: 'fact',
        values: [
          {
            displayName: 'Kind',
            name: 'kind',
            type: 'options',
            options: [
              { name: 'Amount of Money', value: 'money' },
              { name: 'Count', value: 'count' },
              { name: 'Diff', value: 'diff' },
              { name: 'JSON', value: 'json' },
              { name: 'Text', value: 'text' },
              { name: 'URL', value: 'url' },
            ],
            default: 'text',
          },
          { displayName: 'Label', name: 'label', type: 'string', default: '' },
          { displayName: 'Value', name: 'value', type: 'string', default: '' },
        ],
      },
    ],
  },
  {
    displayName: 'Fallbacks',
    name: 'fallbacks',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Fallback' },
    default: {},
    description: 'Who is asked when nobody has answered by then; earlier links stay valid',
    options: [
      {
        displayName: 'Fallback',
        name: 'fallback',
        values: [
          {
            displayName: 'After Minutes',
            name: 'afterMinutes',
            type: 'number',
            typeOptions: { minValue: 1 },
            default: 30,
          },
          {
            displayName: 'Channel',
            name: 'channel',
            type: 'options',
            options: channels.filter(({ value }) => value !== 'link'),
            default: 'email',
          },
          { displayName: 'Recipient', name: 'recipient', type: 'string', default: '' },
        ],
      },
    ],
  },
  {
    displayName: 'Let Them Add a Note',
    name: 'allowText',
    type: 'boolean',
    default: true,
    description: 'Whether the human may add a text to the answer',
  },
  {
    displayName: 'Metadata',
    name: 'metadata',
    type: 'json',
    default: '{}',
    description: 'Yours: comes back with every answer and event. The human does not see it.',
  },
  {
    displayName: 'Minutes to Wait for Word Past the Deadline',
    name: 'graceMinutes',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 10,
    description:
      'How long n8n waits for PausePoint to tell how the question ended, should n8n itself have been away. Then the workflow goes on as not approved.',
    displayOptions: { show: { '/operation': ['sendAndWait'] } },
  },
  {
    displayName: 'Remind After Minutes',
    name: 'remindAfterMinutes',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 60,
  },
  {
    displayName: 'Required of Who Answers',
    name: 'require',
    type: 'options',
    options: [
      { name: 'A Code Sent to Them', value: 'code' },
      { name: 'A Passkey of Theirs', value: 'passkey' },
      { name: 'The Link', value: 'link' },
    ],
    default: 'link',
  },
  {
    displayName: 'Risk',
    name: 'risk',
    type: 'options',
    options: [
      { name: 'High', value: 'high', description: 'They press and hold, on the page only' },
      { name: 'Normal', value: 'normal' },
    ],
    default: 'normal',
  },
  {
    displayName: 'Seconds to Undo',
    name: 'undoSeconds',
    type: 'number',
    typeOptions: { minValue: 0, maxValue: 60 },
    default: 10,
    description: 'How long whoever answered may take it back; the workflow goes on after that',
  },
  {
    displayName: 'Webhook URL',
    name: 'webhookUrl',
    type: 'string',
    default: '',
    description: 'Where PausePoint tells how this question ends',
    displayOptions: { show: { '/operation': ['create'] } },
  },
];
