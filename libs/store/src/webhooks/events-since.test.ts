// The feed tells every event exactly once, whoever commits when and however small the pages are.
import { newId } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endOfEvents, eventsSince, type EventFilter, type FeedCursor } from './events-since.ts';
import type { NewPause } from '../records.ts';
import { settleOverdue } from '../settling/settle-overdue.ts';
import { settle } from '../settling/settle.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue, settled, tap, times, withdraw } from '../testing/acts.ts';
import { claimsOf, failed, report, sent } from '../testing/attempts.ts';

let store: TestStore;
let developerId: string;
beforeAll(async () => {
  store = await testStore({ poolSize: 24 });
});
afterAll(() => store.close());
beforeEach(() => {
  developerId = aDeveloper();
});

type Wanted = Partial<EventFilter>;

const read = async (after: FeedCursor | null, wanted: Wanted = {}) =>
  (await eventsSince(store, { developerId, mode: 'live', limit: 100, ...wanted }, after))!;

/** Page after page until one is empty. */
async function readAll(wanted: Wanted = {}, after: FeedCursor | null = null) {
  const events = [];
  for (let cursor = after; ;) {
    const page = await read(cursor, wanted);
    cursor = page.cursor;
    if (page.events.length === 0) return { events, cursor };
    events.push(...page.events);
  }
}

const told = ({ events }: Awaited<ReturnType<typeof readAll>>) =>
  events.map(({ event, pause }) => `${event.type} ${pause.id}`);

/** The log's line of an ending, in a transaction that lasts as long as one likes. */
async function slowly(pause: NewPause) {
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(
    `insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
     values ($1, $2, $3, 'pause.cancelled', 'developer', $4, '{}', now())`,
    [pause.developerId, pause.mode, newId(new Date()), pause.id],
  );
  return {
    async end(how: 'commit' | 'rollback') {
      await client.query(how);
      client.release();
    },
  };
}

describe('the feed', () => {
  test('tells every ending, with the pause as it was left', async () => {
    const answered = await opened(store, { developerId });
    const cancelled = await opened(store, { developerId });
    const late = await overdue(store, { developerId });
    await settle(store, [tap(answered)]);
    await settle(store, [withdraw(cancelled)]);
    await settleOverdue(store, 10);
    const { events } = await read(null);
    expect(events.map(({ event, pause }) => [event.type, pause.id, pause.status])).toEqual([
      ['pause.responded', answered.id, 'responded'],
      ['pause.cancelled', cancelled.id, 'cancelled'],
      ['pause.timed_out', late.id, 'timed_out'],
    ]);
    expect(events[0]!.pause.responseChoice).toBe('Approve');
  });

  test('tells of a message that failed only when it left nobody, as things stood then', async () => {
    const recipients = times(2, (index) => newRecipient(index));
    const pause = await opened(store, { developerId, recipients });
    const [first, second] = await claimsOf(store, pause);
    await report(store, first!, failed);
    expect((await read(null)).events).toEqual([]);
    await report(store, second!, failed);
    // Times are kept to the millisecond: within one, nobody could tell what came first.
    await store.pool.query('select pg_sleep(0.003)');
    await settled(store, pause);
    const { events } = await read(null);
    expect(events.map(({ event, pause: { status } }) => [event.type, status])).toEqual([
      ['pause.notification_failed', 'pending'],
      ['pause.responded', 'responded'],
    ]);
  });

  test('says nothing of what is still pending, of messages that left, of others or of the other mode', async () => {
    const pause = await opened(store, { developerId });
    await report(store, (await claimsOf(store, pause))[0]!, sent);
    await settled(store, await opened(store, { developerId, mode: 'test' }));
    await settled(store, await opened(store, { developerId: aDeveloper() }));
    expect((await read(null)).events).toEqual([]);
  });

  test('begins at its end where that is asked for', async () => {
    await settled(store, await opened(store, { developerId }));
    const cursor = await endOfEvents(store);
    expect((await read(cursor)).events).toEqual([]);
    const next = await opened(store, { developerId });
    await settled(store, next);
    expect(told(await readAll({}, cursor))).toEqual([`pause.responded ${next.id}`]);
  });

  test('goes on where it was left, in pages of one as in one page', async () => {
    for (const pause of await Promise.all(times(7, () => opened(store, { developerId })))) {
      await settled(store, pause);
    }
    const whole = await readAll();
    expect(whole.events).toHaveLength(7);
    for (const limit of [1, 2, 3, 7]) expect(told(await readAll({ limit }))).toEqual(told(whole));
    expect((await read(whole.cursor)).events).toEqual([]);
  });

  test('keeps to the types and to the run that are asked for', async () => {
    const agent = { run_id: 'run-1' };
    const answered = await opened(store, { developerId, content: { agent } });
    const cancelled = await opened(store, { developerId });
    await settle(store, [tap(answered), withdraw(cancelled)]);
    const both = ['pause.responded', 'pause.cancelled'] as const;
    expect(told(await readAll({ types: ['pause.cancelled'] }))).toEqual([
      `pause.cancelled ${cancelled.id}`,
    ]);
    expect(told(await readAll({ types: both }))).toHaveLength(2);
    expect(told(await readAll({ runId: 'run-1', types: both, limit: 1 }))).toEqual([
      `pause.responded ${answered.id}`,
    ]);
    expect(told(await readAll({ runId: 'run-2' }))).toEqual([]);
  });
});

describe('a transaction that commits late', () => {
  test('is told then, once, and holds up nobody', async () => {
    const [slow, quick] = await Promise.all(times(2, () => opened(store, { developerId })));
    const transaction = await slowly(slow!);
    await settled(store, quick!);
    const meanwhile = await readAll();
    expect(told(meanwhile)).toEqual([`pause.responded ${quick!.id}`]);
    await transaction.end('commit');
    const then = await readAll({}, meanwhile.cursor);
    expect(told(then)).toEqual([`pause.cancelled ${slow!.id}`]);
    expect(told(await readAll({}, then.cursor))).toEqual([]);
  });

  test('between two pages of one window belongs to the next window', async () => {
    const pauses = await Promise.all(times(4, () => opened(store, { developerId })));
    const transaction = await slowly(pauses[0]!);
    await settle(
      store,
      pauses.slice(1).map((pause) => tap(pause)),
    );
    const first = await read(null, { limit: 1 });
    await transaction.end('commit');
    const rest = await readAll({ limit: 1 }, first.cursor);
    expect(told(rest).at(-1)).toBe(`pause.cancelled ${pauses[0]!.id}`);
    expect(rest.events).toHaveLength(3);
  });

  test('or never does not disturb', async () => {
    const pause = await opened(store, { developerId });
    const transaction = await slowly(pause);
    const meanwhile = await readAll();
    await transaction.end('rollback');
    expect(told(await readAll({}, meanwhile.cursor))).toEqual([]);
  });
});

test('of many writers that commit in any order every event is told once, to every reader', async () => {
  const pauses = await Promise.all(times(240, () => opened(store, { developerId })));
  const expected = new Set<string>();
  let writing = 12;
  const writer = async (mine: readonly NewPause[], seed: number) => {
    const open: (() => Promise<void>)[] = [];
    for (const [i, pause] of mine.entries()) {
      // Some settle at once, some hold their transaction over the next few; a few give up.
      const fate = (i * 7 + seed) % 5;
      if (fate < 2) {
        await settled(store, pause);
        expected.add(`pause.responded ${pause.id}`);
      } else if (open.length < 1) {
        const transaction = await slowly(pause);
        const how = fate === 4 ? 'rollback' : 'commit';
        open.push(() => transaction.end(how));
        if (how === 'commit') expected.add(`pause.cancelled ${pause.id}`);
      } else await open.pop()!();
    }
    for (const end of open) await end();
    writing--;
  };
  const reader = async (limit: number) => {
    const heard: string[] = [];
    let cursor: FeedCursor | null = null;
    for (let last = false; ;) {
      const page = await read(cursor, { limit });
      cursor = page.cursor;
      heard.push(...page.events.map(({ event, pause }) => `${event.type} ${pause.id}`));
      if (last && page.events.length === 0) return heard;
      last = writing === 0;
    }
  };
  const reading = [1, 3, 20].map(reader);
  await Promise.all(times(12, (i) => writer(pauses.slice(i * 20, (i + 1) * 20), i)));
  for (const heard of await Promise.all(reading)) {
    expect(heard.toSorted()).toEqual([...expected].toSorted());
  }
});

test('a cursor of a database that has gone further than this one is none', async () => {
  const far = '9000000000:9000000000:';
  const last = { xid: '1', id: '00000000-0000-0000-0000-000000000000' };
  const ahead = [
    { since: far, until: null, last: null },
    // In the midst of a window that ends beyond what has happened here.
    { since: null, until: far, last },
    { since: '1:1:', until: far, last },
  ];
  for (const cursor of ahead) {
    const of = { developerId, mode: 'live', limit: 1 } as const;
    expect(await eventsSince(store, of, cursor)).toBeUndefined();
  }
});
