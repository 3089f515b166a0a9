// The fields of what is no question: reading, withdrawing, listing.
import type { INodeProperties } from 'n8n-workflow';

const lists = { operation: ['getMany', 'getAuditLog'] };

export const otherProperties: INodeProperties[] = [
  {
    displayName: 'Pause ID',
    name: 'pauseId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'psr_01a20060-f511-71bf-afe9-5342680b689d',
    displayOptions: { show: { operation: ['get', 'cancel'] } },
  },
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
    displayOptions: { show: lists },
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 50,
    description: 'Max number of results to return',
    displayOptions: { show: { ...lists, returnAll: [false] } },
  },
  {
    displayName: 'Filters',
    name: 'filters',
    type: 'collection',
    placeholder: 'Add Filter',
    default: {},
    displayOptions: { show: { operation: ['getMany'] } },
    options: [
      {
        displayName: 'Channel',
        name: 'channel',
        type: 'options',
        options: [
          { name: 'Email', value: 'email' },
          { name: 'Link', value: 'link' },
          { name: 'Slack', value: 'slack' },
          { name: 'SMS', value: 'sms' },
          { name: 'Telegram', value: 'telegram' },
          { name: 'WhatsApp', value: 'whatsapp' },
        ],
        default: 'email',
      },
      { displayName: 'Created After', name: 'created_after', type: 'dateTime', default: '' },
      { displayName: 'Created Before', name: 'created_before', type: 'dateTime', default: '' },
      {
        displayName: 'Run ID',
        name: 'run_id',
        type: 'string',
        default: '',
        description: 'The run_id of who asked; of an execution of n8n it is n8n- and its ID',
      },
      {
        displayName: 'Status',
        name: 'status',
        type: 'options',
        options: [
          { name: 'Cancelled', value: 'cancelled' },
          { name: 'Pending', value: 'pending' },
          { name: 'Responded', value: 'responded' },
          { name: 'Timed Out', value: 'timed_out' },
        ],
        default: 'pending',
      },
    ],
  },
  {
    displayName: 'Filters',
    name: 'auditFilters',
    type: 'collection',
    placeholder: 'Add Filter',
    default: {},
    displayOptions: { show: { operation: ['getAuditLog'] } },
    options: [
      {
        displayName: 'Actor',
        name: 'actor',
        type: 'options',
        options: [
          { name: 'Developer', value: 'developer' },
          { name: 'Human', value: 'human' },
          { name: 'System', value: 'system' },
        ],
        default: 'human',
      },
      {
        displayName: 'Event Type',
        name: 'event_type',
        type: 'string',
        default: '',
        placeholder: 'pause.responded',
      },
      { displayName: 'From', name: 'from', type: 'dateTime', default: '' },
      { displayName: 'Pause ID', name: 'pause_id', type: 'string', default: '' },
      { displayName: 'To', name: 'to', type: 'dateTime', default: '' },
    ],
  },
];
