// The feed in the client: page after page, resumed by its cursor, stopped when told.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pausepoint } from './index.ts';
import { eventText, feedServer, type FeedServer } from './testing/feed-server.ts';

/** However slow the machine. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 40_000 });

let feed: FeedServer;
beforeEach(async () => {
  feed = await feedServer();
});
afterEach(() => feed.close());

const events = () => pausepoint({ apiKey: 'pp_test_key', url: feed.url }).events;

test('a page is read with its filter', async () => {
  feed.texts.push(eventText(1));
  const types = ['pause.responded', 'pause.cancelled'] as const;
  const page = await events().list({ types, run_id: 'a/b', limit: 5 });
  expect(page.data).toEqual([JSON.parse(eventText(1))]);
  expect(feed.seen).toEqual([
    '/v1/events?run_id=a%2Fb&limit=5&types=pause.responded%2Cpause.cancelled',
  ]);
});

test('events come one after the other, those that are there and those that happen', async () => {
  feed.texts.push(eventText(1), eventText(2));
  const heard: string[] = [];
  for await (const { id } of events().iterate({ limit: 1 })) {
    heard.push(id);
    if (id === 'evt_2') feed.texts.push(eventText(3));
    if (id === 'evt_3') break;
  }
  expect(heard).toEqual(['evt_1', 'evt_2', 'evt_3']);
});

test('from now on means from the first call on, whatever breaks while waiting', async () => {
  feed.texts.push(eventText(1));
  const iterator = events().iterate({ after: 'latest' });
  const next = iterator.next();
  await soon(() => feed.seen.length).toBe(2);
  // The poll that is held breaks off; meanwhile something happens.
  feed.refuse = 1;
  const before = feed.seen.length;
  feed.texts.push(eventText(2));
  expect((await next).value).toMatchObject({ id: 'evt_2' });
  expect(feed.seen.slice(0, before)).toEqual([
    '/v1/events?after=latest',
    '/v1/events?after=1&wait=55',
  ]);
});

test('a poll that breaks off is asked again from the same cursor', async () => {
  feed.texts.push(eventText(1));
  const pages = events().pages();
  expect((await pages.next()).value).toMatchObject({ next_cursor: '1' });
  feed.refuse = 2;
  const next = pages.next();
  await soon(() => feed.refuse).toBe(0);
  feed.texts.push(eventText(2));
  expect((await next).value).toMatchObject({ data: [{ id: 'evt_2' }], next_cursor: '2' });
});

test('a page’s cursor resumes where it was kept', async () => {
  feed.texts.push(eventText(1), eventText(2), eventText(3));
  const { next_cursor } = await events().list({ limit: 2 });
  const next = await events().pages({ after: next_cursor }).next();
  expect(next.value).toMatchObject({ data: [{ id: 'evt_3' }], next_cursor: '3' });
});

test('an abort ends the iteration at once with the caller’s reason', async () => {
  const stop = new AbortController();
  const next = events().iterate({}, { signal: stop.signal }).next();
  await soon(() => feed.seen.length).toBe(2);
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(next).rejects.toBe(reason);
});
