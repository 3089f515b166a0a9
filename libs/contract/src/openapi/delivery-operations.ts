// What was sent to webhooks, tested and sent again, as the document tells it.
import {
  deliveryListSchema,
  deliverySchema,
  redeliverDeadSchema,
  redeliveredSchema,
} from '../deliveries.ts';
import { deliveryQuerySchema, webhookDeliveryQuerySchema } from '../queries.ts';
import type { Operation } from './operation.ts';
import { webhookExamples as examples } from './webhook-examples.ts';

const shared = { tag: 'Webhooks', access: 'admin' } as const;

const page = {
  description: 'A page, each with its tries.',
  schema: deliveryListSchema,
  example: examples.deliveries,
} as const;

export const deliveryOperations: readonly Operation[] = [
  {
    ...shared,
    id: 'testWebhook',
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    summary: 'Test a webhook endpoint',
    description:
      'Sends a signed `webhook.test` now, once, and waits up to 20 s for what comes of it. Its body is like every other, with `pause_id` null and `data: {"webhook_id"}`.',
    answers: {
      200: {
        description: 'It was sent: `delivered`, or `dead` with the answer that came.',
        schema: deliverySchema,
        example: examples.tested,
      },
      202: {
        description: 'It is still under way; the log of deliveries will tell.',
        schema: deliverySchema,
        example: examples.testing,
      },
    },
    problems: ['webhook_disabled'],
  },
  {
    ...shared,
    id: 'listWebhookDeliveries',
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    summary: 'What was sent to an endpoint',
    description: 'Newest first, with every try: when, how long, and how the answer begins.',
    query: webhookDeliveryQuerySchema,
    answers: { 200: page },
  },
  {
    ...shared,
    id: 'redeliverDead',
    method: 'post',
    path: '/v1/webhooks/{id}/redeliver',
    summary: 'Send again what died',
    description:
      'Everything for this endpoint that ended `dead` since then, the oldest first, with the same ids and bytes. Many are spread over time: 200 a second.',
    body: {
      schema: redeliverDeadSchema,
      examples: {
        since: { summary: 'Since an outage', value: { since: '2026-05-08T14:00:00Z' } },
      },
    },
    answers: {
      202: {
        description: 'They are on their way.',
        schema: redeliveredSchema,
        example: { redelivered: 42 },
      },
    },
    problems: ['webhook_disabled'],
  },
  {
    ...shared,
    id: 'listDeliveries',
    method: 'get',
    path: '/v1/deliveries',
    summary: 'What was sent to webhooks',
    description:
      'To every endpoint, deleted ones too, and to the pauses’ own `webhook_url`. Newest first, with every try.',
    query: deliveryQuerySchema,
    answers: { 200: page },
  },
  {
    ...shared,
    id: 'redeliver',
    method: 'post',
    path: '/v1/deliveries/{id}/redeliver',
    summary: 'Send a webhook again',
    description:
      'Now, with the same id and bytes, and on a schedule that begins anew. A try that is under way is left alone.',
    answers: {
      202: { description: 'It is on its way.', schema: deliverySchema, example: examples.failing },
    },
    problems: ['webhook_disabled'],
  },
];
