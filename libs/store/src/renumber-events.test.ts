// A database restored from a dump tells and seals each event once, though its cluster counts anew.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hasUnsealed } from './audit/has-unsealed.ts';
import { eventsSince, type FeedCursor } from './webhooks/events-since.ts';
import { migrate } from './migrate.ts';
import { numberFrom } from './renumber-events.ts';
import { settledSince } from './settling/settled-since.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, opened, settled, times } from './testing/acts.ts';
import { insertEvents, live, sealAll, sealWhole } from './testing/seal.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** As in a cluster that has counted so many transactions more. */
async function counting(from: bigint): Promise<void> {
  const client = await store.pool.connect();
  await numberFrom(client, from);
  client.release();
}

const era = async () =>
  (await store.pool.query<{ era: number }>('select era from event_numbering')).rows[0]!.era;

test('in the same cluster nothing is renumbered, however often it is started', async () => {
  await migrate(store);
  await migrate(store);
  expect(await era()).toBe(0);
});

test('readers go on where they were, behind every move', async () => {
  const developerId = aDeveloper();
  const told: string[] = [];
  const settleSome = async (count: number): Promise<string[]> => {
    const pauses = await Promise.all(times(count, () => opened(store, { developerId })));
    for (const pause of pauses) await settled(store, pause);
    return pauses.map(({ id }) => id);
  };
  const read = async (cursor: FeedCursor | null, limit: number): Promise<FeedCursor> => {
    const page = (await eventsSince(store, { developerId, mode: 'live', limit }, cursor))!;
    told.push(...page.events.map(({ pause }) => pause.id));
    return page.cursor;
  };

  await counting(1_000_000_000n);
  const expected = await settleSome(5);
  let cursor = await read(null, 2);
  const late = await read(cursor, 100);
  told.splice(2);
  expect(late.last).toBe(null);

  for (const [i, cluster] of ['a', 'b'].entries()) {
    // What a dump brings along: the rows, and the cluster they were written in.
    if (i === 0) await counting(0n);
    await store.pool.query('update event_numbering set cluster = $1', [cluster]);
    await migrate(store);
    expect(await era()).toBe(i + 1);
    const tail = await settledSince(store, null);
    const more = await settleSome(3);
    expected.push(...more);
    const heard = await settledSince(store, tail.cursor);
    expect(heard.pauses.map(({ pauseId }) => pauseId).toSorted()).toEqual(more.toSorted());
    cursor = await read(cursor, 3);
  }
  for (let before = -1; before !== told.length;) {
    before = told.length;
    cursor = await read(cursor, 3);
  }
  expect(told).toEqual(expected);

  told.length = 0;
  await read(late, 100);
  expect(told).toEqual(expected.slice(5));
  told.length = 0;
  await read(null, 100);
  expect(told).toEqual(expected);
});

test('the sealer rests where nothing is new, whatever the cluster counts from', async () => {
  const scope = live(aDeveloper());
  for (const from of [0n, 2n ** 48n]) {
    await counting(from);
    await store.pool.query(insertEvents, [scope.developerId, 3]);
    await sealWhole(store, scope);
    await vi.waitFor(async () => {
      await sealAll(store);
      expect(await hasUnsealed(store)).toBe(false);
    }, 40_000);
    const horizon = async () => (await store.pool.query('select xid from audit_horizon')).rows;
    const before = await horizon();
    expect(await sealAll(store)).toBe(0);
    expect(await horizon()).toEqual(before);
  }
});
