// A log is computed anew from its events: whatever was done to them since they were sealed is found.
import { randomUUID } from 'node:crypto';
import { newId } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, settled } from '../testing/acts.ts';
import { rowsRead } from '../testing/rows-read.ts';
import { insertEvents, leavesOf, live, sealWhole } from '../testing/seal.ts';
import { checkLog } from './check-log.ts';
import { findLogHead } from './proofs.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
  // Somebody with every right can do what the law forbids to everybody else.
  for (const table of ['audit_event', 'audit_leaf', 'audit_node', 'audit_log'])
    await store.pool.query(`alter table ${table} disable trigger all`);
  const { rows } = await store.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_event'::regclass`,
  );
  for (const { name } of rows) await store.pool.query(`alter table ${name} disable trigger all`);
});
afterAll(() => store.close());

const whole = 10_000;

async function sealedLog(events: number) {
  const scope = live(aDeveloper());
  await store.pool.query(insertEvents, [scope.developerId, events]);
  await sealWhole(store, scope);
  return { scope, leaves: await leavesOf(store, scope) };
}

test('what was sealed and left alone fits its head, whole or only the newest of it', async () => {
  const scope = live(aDeveloper());
  expect(await checkLog(store, { ...scope, most: whole })).toBeUndefined();
  await settled(store, await opened(store, scope));
  await store.pool.query(insertEvents, [scope.developerId, 598]);
  await sealWhole(store, scope);
  const head = { ...(await findLogHead(store, scope))!, archived: 0, fault: null };
  expect(head.size).toBe(600);
  expect(await checkLog(store, { ...scope, most: whole })).toEqual({ ...head, from: 0 });
  for (const most of [1, 2, 37, 512, 599])
    expect(await checkLog(store, { ...scope, most })).toEqual({ ...head, from: 600 - most });
  // What came since is not in this head, and no fault of it.
  await store.pool.query(insertEvents, [scope.developerId, 3]);
  expect(await checkLog(store, { ...scope, most: whole })).toEqual({ ...head, from: 0 });
});

test('an event that was altered, removed or added is named, and the first of several', async () => {
  const { scope, leaves } = await sealedLog(20);
  const [fourth, tenth] = [leaves[3]!.event_id, leaves[9]!.event_id];
  const found = async () => (await checkLog(store, { ...scope, most: whole }))!.fault;
  const { pool } = store;
  await pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at, xid)
     select developer_id, mode, $2, type, actor, detail, created_at, xid from audit_event where id = $1`,
    [tenth, newId(new Date())],
  );
  expect(await found()).toMatchObject({ kind: 'added' });
  await pool.query(`update audit_event set actor = 'human' where id = $1`, [tenth]);
  expect(await found()).toEqual({ kind: 'altered', sequence: 9, eventId: tenth });
  await pool.query('delete from audit_event where id = $1', [fourth]);
  expect(await found()).toEqual({ kind: 'missing', sequence: 3, eventId: fourth });
  await pool.query('delete from audit_leaf where event_id = $1', [leaves[2]!.event_id]);
  expect(await found()).toEqual({ kind: 'no_leaf', sequence: 2 });
});

test('an event altered together with its leaf does not fit the head', async () => {
  const { scope, leaves } = await sealedLog(20);
  await store.pool.query('update audit_leaf set hash = $2 where event_id = $1', [
    leaves[4]!.event_id,
    leaves[5]!.hash,
  ]);
  // Only the newest ten are read, and what stands before them is the hash over sixteen.
  const check = await checkLog(store, { ...scope, most: 3 });
  expect(check).toMatchObject({ from: 17, fault: null });
  await store.pool.query(`update audit_node set hash = $2 where developer_id = $1 and level = 4`, [
    scope.developerId,
    leaves[5]!.hash,
  ]);
  expect(await checkLog(store, { ...scope, most: 3 })).toMatchObject({ fault: { kind: 'head' } });
});

test('another developer’s head, or one of another size, does not fit', async () => {
  const { scope } = await sealedLog(5);
  const other = await sealedLog(5);
  const { checkpoint } = (await findLogHead(store, other.scope))!;
  const set = (text: string) =>
    store.pool.query('update audit_log set checkpoint = $2 where developer_id = $1', [
      scope.developerId,
      text,
    ]);
  await set(checkpoint);
  expect(await checkLog(store, { ...scope, most: whole })).toMatchObject({
    fault: { kind: 'head' },
  });
  await set('nonsense');
  expect(await checkLog(store, { ...scope, most: whole })).toMatchObject({
    fault: { kind: 'head' },
  });
});

test('what is archived is left out, and told', async () => {
  const { scope } = await sealedLog(40);
  await store.pool.query(
    `insert into audit_archive (developer_id, mode, month, events, ends_at)
     values ($1, 'live', '2020-01-01', 12, 12)`,
    [scope.developerId],
  );
  const told = { archived: 12, from: 12, size: 40, fault: null };
  expect(await checkLog(store, { ...scope, most: whole })).toMatchObject(told);
  expect(await checkLog(store, { ...scope, most: 5 })).toMatchObject({ archived: 12, from: 35 });
});

test('no more events are read than are wanted, however long the log is', async () => {
  const { scope } = await sealedLog(3_000);
  await store.pool.query('vacuum analyze audit_event, audit_leaf');
  const read = await rowsRead(store, /^audit_event/, async (spied) => {
    expect(await checkLog(spied, { ...scope, most: 100 })).toMatchObject({ from: 2_900 });
  });
  expect(read).toBeLessThanOrEqual(200);
});

test('another developer’s log is not looked at', async () => {
  const { scope } = await sealedLog(3);
  const developerId = randomUUID();
  expect(await checkLog(store, { ...scope, developerId, most: whole })).toBeUndefined();
  expect(await checkLog(store, { ...scope, mode: 'test', most: whole })).toBeUndefined();
});
