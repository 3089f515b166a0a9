// What the query of each list and wait may carry.
import {
  channelNames,
  eventTypes,
  modes,
  parseId,
  pauseStatuses,
  webhookEventTypes,
  webhookTest,
} from '@pausepoint/core';
import { z } from 'zod';
import { cursor } from './cursor.ts';
import { count, givenInstant } from './fields.ts';
import { parseQuery, type Query } from './validate.ts';

const limit = count(1, 100, 20).meta({ description: 'How many, 1-100.' });
const page = { limit, cursor };

const pauseId = z
  .string()
  .transform((value, context) => {
    const id = parseId('pause', value);
    if (id !== undefined) return id;
    context.addIssue({ code: 'custom', message: 'must be a pause_id' });
    return z.NEVER;
  })
  .meta({ override: { type: 'string' }, example: 'psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90' });

export const waitQuerySchema = z.strictObject({
  wait: count(0, 55, 0).meta({
    description:
      'Seconds, 0-55: hold the answer until the pause leaves `pending`, becomes `undeliverable`, or they pass. 200 either way.',
  }),
});

export const pauseQuerySchema = z.strictObject({
  status: z.enum(pauseStatuses).optional(),
  channel: z.enum(channelNames).optional(),
  run_id: z.string().max(200).optional().meta({ description: 'The `agent.run_id` of the pauses.' }),
  created_after: givenInstant.optional(),
  created_before: givenInstant.optional(),
  ...page,
});

export const auditQuerySchema = z.strictObject({
  pause_id: pauseId.optional(),
  event_type: z.enum(eventTypes).optional(),
  actor: z.enum(['developer', 'human', 'system']).optional(),
  from: givenInstant.optional().meta({ description: 'Events at or after this instant.' }),
  to: givenInstant.optional().meta({ description: 'Events before this instant.' }),
  ...page,
});

const status = z.enum(['pending', 'delivered', 'dead']).optional();

export const webhookDeliveryQuerySchema = z.strictObject({ status, ...page });

export const deliveryQuerySchema = z.strictObject({
  status,
  pause_id: pauseId.optional(),
  event_type: z.enum([...webhookEventTypes, webhookTest]).optional(),
  ...page,
});

export const pageQuerySchema = z.strictObject(page);

export const keyQuerySchema = z.strictObject({
  mode: z.enum(modes).optional().meta({ description: 'For sessions; a key sees its own mode.' }),
  ...page,
});

/** Endpoints without a query refuse every parameter. */
export const noQuerySchema = z.strictObject({});

/** The seconds `GET /v1/pause/{id}` may be held. */
export const parseWait = (query: Query): number => parseQuery(waitQuerySchema, query).wait;

export function parseListPauses(query: Query) {
  const { run_id, created_after, created_before, ...rest } = parseQuery(pauseQuerySchema, query);
  return {
    ...rest,
    runId: run_id,
    createdAfter: created_after,
    createdBefore: created_before,
  };
}

export function parseAuditQuery(query: Query) {
  const { pause_id, event_type, ...rest } = parseQuery(auditQuerySchema, query);
  return { ...rest, pauseId: pause_id, eventType: event_type };
}

/** Of one endpoint. */
export const parseWebhookDeliveryQuery = (query: Query) =>
  parseQuery(webhookDeliveryQuerySchema, query);

export function parseDeliveryQuery(query: Query) {
  const { pause_id, event_type, ...rest } = parseQuery(deliveryQuerySchema, query);
  return { ...rest, pauseId: pause_id, eventType: event_type };
}

/** `{ limit, cursor }` of every other list; a cursor is read as the id of the last row shown. */
export const parsePageQuery = (query: Query) => parseQuery(pageQuerySchema, query);

export const parseKeyQuery = (query: Query) => parseQuery(keyQuerySchema, query);

export const parseNoQuery = (query: Query): void => void parseQuery(noQuerySchema, query);
