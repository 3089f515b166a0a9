// What webhooks carry, read as a feed: no public address, nothing skipped, nothing twice.
import type { EventPage, WebhookEvent, WebhookEventType } from '@pausepoint/contract/wire';
import type { Call, CallOptions, Send } from './request.ts';

export interface EventFilter {
  /** The `next_cursor` you kept; `latest`: from now on. Left out: from the oldest event on. */
  readonly after?: string | undefined;
  readonly types?: readonly WebhookEventType[] | undefined;
  /** Only of pauses with this `agent.run_id`. */
  readonly run_id?: string | undefined;
  /** How many a page may hold, 1-100. Default 20. */
  readonly limit?: number | undefined;
}

export interface Events {
  /** A page of events, at once, empty when there is nothing new. */
  list(filter?: EventFilter, options?: CallOptions): Promise<EventPage>;
  /**
   * Page after page, for ever: waits while there is nothing. Keep `next_cursor` when you are done with
   * a page, and begin with it next time.
   */
  pages(filter?: EventFilter, options?: CallOptions): AsyncGenerator<EventPage>;
  /**
   * Event after event, for ever.
   *
   * ```ts
   * for await (const event of events.iterate({ after: 'latest' })) console.log(event.type);
   * ```
   */
  iterate(filter?: EventFilter, options?: CallOptions): AsyncGenerator<WebhookEvent>;
}

/** As long as a server holds a poll. */
const holdSeconds = 55;
/** A server may restart meanwhile: some minutes of failing polls are forgiven. */
const forgivenFailures = 12;

export function eventsOver(send: Send): Events {
  const list: Events['list'] = (filter, { signal } = {}) => send(eventCall(filter, 0, signal));

  async function* pages(filter: EventFilter = {}, { signal }: CallOptions = {}) {
    // Not held: with `latest` the cursor must be known before any waiting can be interrupted.
    let page = await list(filter, { signal });
    for (;;) {
      yield page;
      const call = eventCall({ ...filter, after: page.next_cursor }, holdSeconds, signal);
      page = await send<EventPage>({ ...call, retries: forgivenFailures });
    }
  }

  async function* iterate(filter?: EventFilter, options?: CallOptions) {
    for await (const page of pages(filter, options)) yield* page.data;
  }

  return { list, pages, iterate };
}

/** @param wait how many seconds an empty page may be held */
export const eventCall = (
  { types, ...filter }: EventFilter = {},
  wait: number,
  signal: AbortSignal | undefined,
): Call => ({
  method: 'GET',
  path: '/v1/events',
  query: { ...filter, types: types?.join(','), ...(wait > 0 && { wait }) },
  holdSeconds: wait,
  signal,
});
