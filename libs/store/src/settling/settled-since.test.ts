// The tail tells every settlement exactly once, however the transactions interleave.
import { newId } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePersonalData } from '../pauses/erase-personal-data.ts';
import { settleOverdue } from './settle-overdue.ts';
import { settle } from './settle.ts';
import { erasedSince, settledSince } from './settled-since.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, overdue, tap, times, withdraw } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('it begins where it is asked to, with nothing', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await settle(store, [tap(pause)]);
  expect((await settledSince(store, null)).pauses).toEqual([]);
});

test('answers, cancels and timeouts are told; creations are not', async () => {
  const developerId = aDeveloper();
  const { cursor } = await settledSince(store, null);
  const answered = await opened(store, { developerId });
  const cancelled = await opened(store, { developerId, mode: 'test' });
  const late = await overdue(store, { developerId });
  await settle(store, [tap(answered), withdraw(cancelled)]);
  await settleOverdue(store, 10);
  const tail = await settledSince(store, cursor);
  expect(tail.pauses).toHaveLength(3);
  expect(tail.pauses).toEqual(expect.arrayContaining([answered, cancelled, late].map(keyOf)));
  expect((await settledSince(store, tail.cursor)).pauses).toEqual([]);
});

test('one that commits late is told then, once, and holds up nobody', async () => {
  const developerId = aDeveloper();
  const slow = newId(new Date());
  const quick = await opened(store, { developerId });
  const start = await settledSince(store, null);
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query(
    `insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
     values ($1, 'live', $2, 'pause.responded', 'human', $2, '{}', now())`,
    [developerId, slow],
  );
  await settle(store, [tap(quick)]);
  const meanwhile = await settledSince(store, start.cursor);
  expect(meanwhile.pauses).toEqual([keyOf(quick)]);
  const still = await settledSince(store, meanwhile.cursor);
  expect(still.pauses).toEqual([]);
  await client.query('commit');
  client.release();
  const finally_ = await settledSince(store, still.cursor);
  expect(finally_.pauses).toEqual([{ developerId, pauseId: slow }]);
  expect((await settledSince(store, finally_.cursor)).pauses).toEqual([]);
});

test('under load nothing is missed and nothing told twice', async () => {
  const developerId = aDeveloper();
  const pauses = await Promise.all(times(200, () => opened(store, { developerId })));
  let { cursor } = await settledSince(store, null);
  const told: string[] = [];
  let over = false;
  const follow = async () => {
    const tail = await settledSince(store, cursor);
    cursor = tail.cursor;
    told.push(...tail.pauses.map(({ pauseId }) => pauseId));
  };
  const following = (async () => {
    while (!over) await follow();
  })();
  await Promise.all(pauses.map((pause) => settle(store, [tap(pause)])));
  over = true;
  await following;
  await follow();
  expect(told.toSorted()).toEqual(pauses.map(({ id }) => id).toSorted());
});

test('erasures have a tail of their own', async () => {
  const developerId = aDeveloper();
  const pause = await opened(store, { developerId });
  await settle(store, [tap(pause)]);
  const [settled, erased] = [await settledSince(store, null), await erasedSince(store, null)];
  expect(erased.pauses).toEqual([]);
  await erasePersonalData(store, { developerId, mode: pause.mode, id: pause.id });
  const told = await erasedSince(store, erased.cursor);
  expect(told.pauses).toEqual([keyOf(pause)]);
  expect((await erasedSince(store, told.cursor)).pauses).toEqual([]);
  expect((await settledSince(store, settled.cursor)).pauses).toEqual([]);
});
