// Everything that can happen, by whom, and which of it the developer's webhooks hear.

export type Actor = 'developer' | 'human' | 'system';

export const events = {
  'developer.registered': { actor: 'developer', webhook: false },
  'api_key.created': { actor: 'developer', webhook: false },
  'api_key.rotated': { actor: 'developer', webhook: false },
  'api_key.revoked': { actor: 'developer', webhook: false },
  'webhook.created': { actor: 'developer', webhook: false },
  'webhook.updated': { actor: 'developer', webhook: false },
  'webhook.deleted': { actor: 'developer', webhook: false },
  'webhook.disabled': { actor: 'system', webhook: false },
  'approver.added': { actor: 'developer', webhook: false },
  'approver.removed': { actor: 'developer', webhook: false },
  'pause.created': { actor: 'developer', webhook: false },
  'pause.notified': { actor: 'system', webhook: false },
  'pause.notification_failed': { actor: 'system', webhook: true },
  'pause.reminded': { actor: 'system', webhook: false },
  'pause.escalated': { actor: 'system', webhook: false },
  'pause.viewed': { actor: 'human', webhook: false },
  'pause.responded': { actor: 'human', webhook: true },
  'pause.timed_out': { actor: 'system', webhook: true },
  'pause.cancelled': { actor: 'developer', webhook: true },
  'pause.webhook_delivered': { actor: 'system', webhook: false },
  'pause.webhook_failed': { actor: 'system', webhook: false },
  'pause.personal_data_erased': { actor: 'developer', webhook: false },
  'audit.exported': { actor: 'developer', webhook: false },
} as const satisfies Record<string, { actor: Actor; webhook: boolean }>;

export type EventType = keyof typeof events;

export const eventTypes = Object.keys(events) as EventType[];

export type WebhookEventType = {
  [T in EventType]: (typeof events)[T]['webhook'] extends true ? T : never;
}[EventType];

/** The test of an endpoint: nothing that happened, so neither audited nor offered in `events`. */
export const webhookTest = 'webhook.test';

/** What may be posted to a webhook. */
export type PostedEventType = WebhookEventType | typeof webhookTest;

export const webhookEventTypes = eventTypes.filter(
  (type): type is WebhookEventType => events[type].webhook,
);
