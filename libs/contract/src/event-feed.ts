// The feed of events: how it is asked for, what it answers, and the cursor that loses nothing.
import { webhookEventTypes, type WebhookEventType } from '@pausepoint/core';
import { z } from 'zod';
import { readEventCursor, writeEventCursor, type EventCursor, type Feed } from './event-cursor.ts';
import { beside, refuse } from './faults.ts';
import { count } from './fields.ts';
import { RawJson, toJson } from './json/raw-json.ts';
import type { PresentablePause } from './present-pause.ts';
import { parseQuery, type Query } from './validate.ts';
import { webhookBody, type WebhookEventRecord } from './webhook-body.ts';
import { webhookEventSchema } from './webhook-event.ts';

const types = z
  .string()
  .transform((value, context): readonly WebhookEventType[] => {
    const names = value.split(',');
    const known = webhookEventTypes.filter((type) => names.includes(type));
    if (known.length === names.length) return known;
    context.addIssue({
      code: 'custom',
      message: `must name, separated by commas and each once, some of ${webhookEventTypes.join(', ')}`,
    });
    return z.NEVER;
  })
  .meta({ override: { type: 'string' }, example: 'pause.responded,pause.timed_out' });

export const eventQuerySchema = z.strictObject({
  after: z.string().max(12_000).optional().meta({
    description:
      'The `next_cursor` of the page before. Left out: from the oldest event on. `latest`: from now on.',
    example: 'latest',
  }),
  types: types.optional(),
  run_id: z.string().max(200).optional().meta({ description: 'The `agent.run_id` of the pauses.' }),
  limit: count(1, 100, 20).meta({ description: 'How many, 1-100.' }),
  wait: count(0, 55, 0).meta({
    description:
      'Seconds, 0-55: with nothing to tell, hold the answer until there is, or until they pass. 200 either way.',
  }),
});

/** @param feed whose events: a cursor of any other feed is none */
export function parseEventQuery(query: Query, feed: Feed) {
  const { run_id, after: given, ...rest } = parseQuery(eventQuerySchema, query);
  return { ...rest, runId: run_id, after: readAfter(given, feed) };
}

function readAfter(given: string | undefined, feed: Feed): EventCursor | 'latest' | null {
  if (given === undefined || given === 'latest') return given ?? null;
  const cursor = readEventCursor(given, feed);
  if (!cursor) refuseCursor('must be a next_cursor of this feed, or latest');
  return cursor!;
}

export function refuseCursor(detail: string): void {
  refuse([{ pointer: beside('query', 'after'), detail }]);
}

export const eventPageSchema = z
  .object({
    data: z.array(webhookEventSchema),
    next_cursor: z.string().meta({
      description: 'Where to go on, always given: the end of the feed is only its end so far.',
      example: 'MS5sLjAxOTc1YjVl',
    }),
  })
  .meta({ id: 'EventPage' });

export interface PresentableEvent {
  readonly event: WebhookEventRecord;
  /** As it stood when the event happened. */
  readonly pause: PresentablePause;
}

/** Each event in the very bytes its webhooks carry. */
export const presentEvents = (
  events: readonly PresentableEvent[],
  cursor: EventCursor,
  feed: Feed,
): string =>
  toJson({
    data: events.map(({ event, pause }) => new RawJson(webhookBody(pause, event))),
    next_cursor: writeEventCursor(cursor, feed),
  });
