// What the log can be asked for; a test holds it to the API's own list.
import type { AuditEventType } from 'pausepoint';

export const auditEventTypes = [
  'developer.registered',
  'api_key.created',
  'api_key.rotated',
  'api_key.revoked',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
  'webhook.disabled',
  'approver.added',
  'approver.removed',
  'pause.created',
  'pause.notified',
  'pause.notification_failed',
  'pause.reminded',
  'pause.escalated',
  'pause.viewed',
  'pause.responded',
  'pause.timed_out',
  'pause.cancelled',
  'pause.webhook_delivered',
  'pause.webhook_failed',
  'pause.personal_data_erased',
  'audit.exported',
] as const satisfies readonly AuditEventType[];
