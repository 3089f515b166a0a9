// The log has a table for each month, ahead of time; what lies in none is caught, kept and put right later.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened } from '../testing/acts.ts';
import { insertInto, makeOldMonth, monthBefore } from '../testing/old-months.ts';
import { leavesOf, live, sealWhole } from '../testing/seal.ts';
import { changeMonths, listMonths, makeAuditMonths, makeMonth } from './months.ts';

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const tableOf = async (pauseOrDeveloper: string): Promise<string[]> => {
  const { rows } = await store.pool.query<{ table: string }>(
    `select distinct tableoid::regclass::text as table from audit_event where developer_id = $1`,
    [pauseOrDeveloper],
  );
  return rows.map(({ table }) => table).sort();
};

test('this month and the next two are there once the database is migrated', async () => {
  const expected = [await monthBefore(store, 0), await monthBefore(store, -1)];
  expect(await listMonths(store.pool)).toEqual([...expected, await monthBefore(store, -2)]);
  expect(await makeAuditMonths(store)).toEqual([]);
  const { developerId } = await opened(store, { developerId: aDeveloper() });
  expect(await tableOf(developerId)).toEqual([`audit_event_${expected[0]!.replace('-', '_')}`]);
});

test('one that is missing is made, while others use the log', async () => {
  const [next] = [await monthBefore(store, -2)];
  const table = `audit_event_${next.replace('-', '_')}`;
  await store.pool.query(`alter table audit_event detach partition ${table}; drop table ${table}`);
  const writer = await store.pool.connect();
  await writer.query('begin');
  await insertInto({ ...store, pool: writer as never }, await monthBefore(store, 0), {
    developerId: aDeveloper(),
    events: 1,
  });
  expect(await makeAuditMonths(store)).toEqual([next]);
  await writer.query('commit');
  writer.release();
});

describe('an event that lies in no month', () => {
  test('is caught, listed and sealed', async () => {
    const scope = live(aDeveloper());
    await insertInto(store, '1970-01', { ...scope, events: 1 });
    await insertInto(store, await monthBefore(store, -30), { ...scope, events: 1 });
    expect(await tableOf(scope.developerId)).toEqual(['audit_event_default']);
    await sealWhole(store, scope);
    expect(await listAudit(store, { ...scope, limit: 9 })).toMatchObject([
      { sequence: 1 },
      { sequence: 0 },
    ]);
  });

  test('is in its month once that is made, and no row was ever taken out of a table', async () => {
    const scope = live(aDeveloper());
    const later = [await monthBefore(store, -7), await monthBefore(store, -8), '2035-01'] as const;
    for (const month of later) await insertInto(store, month, { ...scope, events: 2 });
    await insertInto(store, '1970-01', { ...scope, events: 1 });
    await sealWhole(store, scope);
    const before = await listAudit(store, { ...scope, limit: 9 });
    const { rows } = await store.pool.query('select id, xid from audit_event order by id');
    for (const month of later) {
      await changeMonths(store, (client) => makeMonth(client, month));
      expect(await listAudit(store, { ...scope, limit: 9 })).toEqual(before);
    }
    const now = await store.pool.query('select id, xid from audit_event order by id');
    expect(now.rows).toEqual(rows);
    expect(await tableOf(scope.developerId)).toHaveLength(4);
    const { rows: kept } = await store.pool.query<{ table: string }>(
      `select oid::regclass::text as table from pg_class where relkind = 'r'
        and relnamespace = 'archive'::regnamespace order by relname`,
    );
    const counts = kept.map(async ({ table }) => {
      await expect(store.pool.query(`delete from ${table}`)).rejects.toThrow('append-only');
      return (await store.pool.query(`select from ${table}`)).rowCount;
    });
    expect(await Promise.all(counts)).toEqual([7, 5, 3]);
    expect(await leavesOf(store, scope)).toHaveLength(7);
    await insertInto(store, '1970-01', { ...scope, events: 1 });
    await sealWhole(store, scope);
    expect(await leavesOf(store, scope)).toHaveLength(8);
  });
});

describe('the law', () => {
  const old = async () => `audit_event_${(await makeOldMonth(store, 3)).replace('-', '_')}`;
  const next = async () => `audit_event_${(await monthBefore(store, -1)).replace('-', '_')}`;

  test.each([
    ['a month made ahead', next],
    ['a month made later', old],
    ['the default', async () => 'audit_event_default'],
  ])('binds %s on its own account', async (_, named) => {
    const table = await named();
    for (const refused of [
      `update ${table} set detail = '{}'`,
      `update ${table} set detail = '{}' where false`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(store.pool.query(refused)).rejects.toThrow('append-only');
      const replica = `set session_replication_role = replica; ${refused}`;
      const client = await store.pool.connect();
      await expect(client.query(replica)).rejects.toThrow('append-only');
      client.release(true);
    }
    const { rows } = await store.pool.query(
      `select tgtype & 1 = 1 as row, tgenabled from pg_trigger where tgrelid = $1::regclass
        and not tgisinternal order by 1`,
      [table],
    );
    expect(rows).toEqual([
      { row: false, tgenabled: 'A' },
      { row: true, tgenabled: 'A' },
    ]);
  });
});
