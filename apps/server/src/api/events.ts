// GET /v1/events: what webhooks carry, as a feed that can be waited at.
import { setTimeout } from 'node:timers/promises';
import { parseEventQuery, presentEvents, refuseCursor } from '@pausepoint/contract';
import { endOfEvents, eventsSince, type FeedPage } from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import type { Waiter } from '../waiters.ts';
import { writeJson } from '../write-json.ts';
import { scopeOf } from './caller.ts';
import { holdOpen, untilLookAgain } from './hold-open.ts';

/** News that is not what was asked for (of another type, run or mode): looked at ever less often. */
const IDLE_MILLISECONDS = 25;
const LONGEST_IDLE_MILLISECONDS = 1_000;

export async function readEvents(ctx: Ctx, services: Services): Promise<void> {
  const { store } = services;
  const scope = scopeOf(ctx);
  const { after, wait, ...filter } = parseEventQuery(ctx.query, scope);
  let cursor = after === 'latest' ? await endOfEvents(store) : after;

  const look = async (): Promise<FeedPage> => {
    const page = await eventsSince(store, { ...scope, ...filter }, cursor);
    if (!page) refuseCursor('is of a database that has gone further than this one: begin anew');
    cursor = page!.cursor;
    return page!;
  };
  const page = await look();
  const { events } = page;
  const held = events.length === 0 && wait > 0;
  const told = held
    ? await holdOpen(ctx, services, { ...scope, pauseId: null }, (waiter) =>
        hear(waiter, look, wait),
      )
    : page;
  writeJson(ctx, presentEvents(told.events, told.cursor, scope));
}

/** The first page with something in it, or when the time is over the last one without. */
async function hear(
  waiter: Waiter,
  look: () => Promise<FeedPage>,
  seconds: number,
): Promise<FeedPage> {
  const end = performance.now() + seconds * 1_000;
  for (let idle = 0; ; idle = Math.min(2 * idle || IDLE_MILLISECONDS, LONGEST_IDLE_MILLISECONDS)) {
    const page = await look();
    if (page.events.length > 0) return page;
    await setTimeout(idle);
    const left = end - performance.now();
    const wake = left > 0 ? await waiter.news(Math.min(left, untilLookAgain())) : 'time';
    if (wake === 'closing' || wake === 'gone' || performance.now() >= end) return page;
  }
}
