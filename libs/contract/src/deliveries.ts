// The log of what was sent to webhooks, and what may be sent again.
import {
  formatId,
  iso,
  isoOrNull,
  webhookEventTypes,
  webhookTest,
  type PostedEventType,
  type WebhookStatus,
} from '@pausepoint/core';
import { z } from 'zod';
import { refuse } from './faults.ts';
import { givenInstant, id, instant } from './fields.ts';
import type { JsonDocument } from './json/read-json.ts';
import { parseBody } from './validate.ts';

export const deliverySchema = z
  .object({
    delivery_id: id('delivery'),
    webhook_id: id('webhook').nullable().meta({
      description: 'Null: it goes to the pause’s own `webhook_url`.',
    }),
    pause_id: id('pause').nullable().meta({ description: 'Null: a test is about no pause.' }),
    event_id: id('event').meta({ description: 'The `id` of the body, the same on every try.' }),
    event_type: z.enum([...webhookEventTypes, webhookTest]),
    status: z.enum(['pending', 'delivered', 'dead']).meta({
      description: '`dead`: no try follows; it can be sent again.',
    }),
    created_at: instant,
    next_attempt_at: instant.nullable().meta({ description: 'Null: no try follows.' }),
    last_error: z.string().nullable().meta({ example: 'the receiver answered 503' }),
    attempts: z
      .array(
        z.object({
          at: instant,
          status_code: z.int().nullable().meta({ description: 'Null: no answer came.' }),
          duration_ms: z.int(),
          response: z.string().nullable().meta({ description: 'How the answer’s body begins.' }),
          error: z.string().nullable(),
        }),
      )
      .meta({ description: 'The oldest first; of very many the newest 50.' }),
  })
  .meta({ id: 'Delivery' });

export const deliveryListSchema = z
  .object({ data: z.array(deliverySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DeliveryList' });

export const redeliverDeadSchema = z
  .strictObject({
    since: givenInstant.meta({
      description: 'What ended `dead` at this instant or later.',
    }),
    until: givenInstant.nullable().optional().meta({ description: 'And not after this one.' }),
  })
  .meta({ id: 'RedeliverDead' });

export function parseRedeliverDead(document: JsonDocument): { since: Date; until: Date | null } {
  const { since, until = null } = parseBody(redeliverDeadSchema, document);
  if (until && until < since) refuse([{ pointer: '/until', detail: 'must not be before /since' }]);
  return { since, until };
}

export const redeliveredSchema = z
  .object({ redelivered: z.int().meta({ description: 'How many will be sent again.' }) })
  .meta({ id: 'Redelivered' });

export interface PresentableDelivery {
  readonly id: string;
  readonly endpointId: string | null;
  readonly pauseId: string | null;
  readonly eventId: string;
  readonly eventType: PostedEventType;
  readonly status: WebhookStatus;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  readonly attempts: readonly {
    readonly at: Date;
    readonly statusCode: number | null;
    readonly durationMs: number;
    readonly response: string | null;
    readonly error: string | null;
  }[];
}

export const presentDelivery = (delivery: PresentableDelivery) => ({
  delivery_id: formatId('delivery', delivery.id),
  webhook_id: delivery.endpointId && formatId('webhook', delivery.endpointId),
  pause_id: delivery.pauseId && formatId('pause', delivery.pauseId),
  event_id: formatId('event', delivery.eventId),
  event_type: delivery.eventType,
  status: delivery.status,
  created_at: iso(delivery.createdAt),
  next_attempt_at: isoOrNull(delivery.nextAttemptAt),
  last_error: delivery.lastError,
  attempts: delivery.attempts.map((attempt) => ({
    at: iso(attempt.at),
    status_code: attempt.statusCode,
    duration_ms: attempt.durationMs,
    response: attempt.response,
    error: attempt.error,
  })),
});

export const presentDeliveryList = (
  deliveries: readonly PresentableDelivery[],
  nextCursor: string | null,
) => ({ data: deliveries.map(presentDelivery), next_cursor: nextCursor });

export const presentRedelivered = (redelivered: number) => ({ redelivered });
