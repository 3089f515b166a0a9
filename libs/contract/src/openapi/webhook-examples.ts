// The webhooks of the story that every example tells: an endpoint, and what was sent to it.
import { presentDelivery, presentDeliveryList } from '../deliveries.ts';
import { presentNewWebhook, presentWebhook, presentWebhookList } from '../webhooks.ts';

const uuid = (tail: string): string => `01975b5e-7b1a-7c3e-9f42-6d2a4c1e8${tail}`;
const asked = new Date('2026-05-08T14:00:00.000Z');
const answered = new Date('2026-05-08T14:07:12.480Z');
const tried = new Date('2026-05-08T14:07:12.492Z');
const next = new Date('2026-05-08T14:07:13.611Z');

const endpoint = {
  id: uuid('c11'),
  url: 'https://example.com/hooks/pausepoint',
  events: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
  enabled: true,
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
  createdAt: asked,
} as const;

const sent = {
  id: uuid('9a1'),
  endpointId: endpoint.id,
  pauseId: uuid('b90'),
  eventId: uuid('e31'),
  eventType: 'pause.responded',
  status: 'delivered',
  createdAt: answered,
  nextAttemptAt: null,
  lastError: null,
  attempts: [{ at: tried, statusCode: 200, durationMs: 84, response: 'ok', error: null }],
} as const;

const error = 'the receiver answered 503';
const failing = {
  ...sent,
  status: 'pending',
  nextAttemptAt: next,
  lastError: error,
  attempts: [{ at: tried, statusCode: 503, durationMs: 84, response: 'upgrading', error }],
} as const;

const tested = { ...sent, id: uuid('9a2'), pauseId: null, eventType: 'webhook.test' } as const;
const testing = { ...tested, status: 'pending', nextAttemptAt: answered, attempts: [] } as const;

export const webhookExamples = {
  created: presentNewWebhook(endpoint, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
  endpoint: presentWebhook(endpoint),
  list: presentWebhookList([endpoint], null),
  failing: presentDelivery(failing),
  deliveries: presentDeliveryList([sent], null),
  tested: presentDelivery(tested),
  testing: presentDelivery(testing),
} as const;
