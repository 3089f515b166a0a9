// What each event of the log is called by people.
import type { Actor, EventType } from '@pausepoint/core';

export const eventWords: Readonly<Record<EventType, string>> = {
  'developer.registered': 'Account opened',
  'api_key.created': 'Key made',
  'api_key.rotated': 'Key rotated',
  'api_key.revoked': 'Key revoked',
  'webhook.created': 'Webhook added',
  'webhook.updated': 'Webhook changed',
  'webhook.deleted': 'Webhook deleted',
  'webhook.disabled': 'Webhook disabled',
  'approver.added': 'Approver added',
  'approver.removed': 'Approver removed',
  'pause.created': 'Question asked',
  'pause.notified': 'Message sent',
  'pause.notification_failed': 'Message failed',
  'pause.reminded': 'Reminder sent',
  'pause.escalated': 'Fallback asked',
  'pause.viewed': 'Link opened',
  'pause.responded': 'Answered by a human',
  'pause.timed_out': 'Timed out',
  'pause.cancelled': 'Cancelled',
  'pause.webhook_delivered': 'Webhook delivered',
  'pause.webhook_failed': 'Webhook failed',
  'pause.personal_data_erased': 'Personal data erased',
  'audit.exported': 'Log exported',
};

export const actorWords: Readonly<Record<Actor, string>> = {
  human: 'Human',
  developer: 'Developer',
  system: 'System',
};
