// Old months leave the log whole, never before they may, and what is left of it stands by itself.
import { newId } from '@pausepoint/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsSince } from '../webhooks/events-since.ts';
import { listAudit } from './list-audit.ts';
import type { AuditRecord, Scope } from '../records.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, times } from '../testing/acts.ts';
import { insertInto, makeOldMonth, monthBefore } from '../testing/old-months.ts';
import { leavesOf, live, sealWhole } from '../testing/seal.ts';
import { archiveMonths } from './archive-months.ts';
import { exportAudit } from './export-audit.ts';
import { holdAudit, listAuditHolds, releaseAudit } from './hold-audit.ts';
import { isArchived } from './is-archived.ts';
import { listMonths, makeAuditMonths } from './months.ts';
import { findLogPlace } from './proofs.ts';
import { returnMonth } from './return-month.ts';

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const DAYS = 400;
const archive = () => archiveMonths(store, DAYS);

async function exported(scope: Scope): Promise<(number | null)[]> {
  const events: AuditRecord[] = [];
  const wish = { ...scope, told: {}, now: new Date() };
  for await (const page of (await exportAudit(store, wish)).pages) events.push(...page);
  return events.map(({ sequence }) => sequence);
}

const archived = async (month: string): Promise<number> => {
  const table = `archive.audit_event_${month.replace('-', '_')}`;
  return (await store.pool.query(`select from ${table}`)).rowCount!;
};

/** Two old months and this one, sealed. */
async function aLongLog(): Promise<{ scope: Scope; months: [string, string, string] }> {
  const scope = live(aDeveloper());
  const old = [await makeOldMonth(store, 17), await makeOldMonth(store, 16)] as const;
  const months = [...old, await monthBefore(store, 0)] as [string, string, string];
  const events = [5, 3, 2];
  for (const [n, month] of months.entries()) {
    await insertInto(store, month, { ...scope, events: events[n]! });
  }
  await sealWhole(store, scope);
  return { scope, months };
}

test('a month that is over for long enough is moved, whole, and nothing younger', async () => {
  const { scope, months } = await aLongLog();
  const leaves = await leavesOf(store, scope);
  const told = [5, 3].map((events, n) => ({ month: months[n], events }));
  expect(await archive()).toEqual({ months: told, kept: null });
  expect(await archive()).toEqual({ months: [], kept: null });
  expect([await archived(months[0]), await archived(months[1])]).toEqual([5, 3]);
  expect(await listMonths(store.pool)).not.toContain(months[0]);
  expect(await leavesOf(store, scope)).toEqual(leaves);
});

describe('of a log with archived months', () => {
  test('the list tells what is there, and the export is its younger part, without a hole', async () => {
    const { scope } = await aLongLog();
    await archive();
    expect(await listAudit(store, { ...scope, limit: 100 })).toHaveLength(2);
    expect(await exported(scope)).toEqual([8, 9]);
    expect(await exported(live(aDeveloper()))).toEqual([]);
  });

  test('what was sealed across midnight leaves no hole either', async () => {
    const scope = live(aDeveloper());
    const [old, next] = [await makeOldMonth(store, 15), await makeOldMonth(store, 14)];
    await insertInto(store, old, { ...scope, events: 2 });
    await insertInto(store, next, { ...scope, events: 1, at: '01 00:00' });
    await insertInto(store, old, { ...scope, events: 1, at: '28 23:59' });
    await insertInto(store, next, { ...scope, events: 2 });
    await sealWhole(store, scope);
    const first = await archiveMonths(store, await daysSince(next));
    expect(first).toEqual({ months: [{ month: old, events: 3 }], kept: null });
    expect(await listAudit(store, { ...scope, limit: 100 })).toHaveLength(3);
    expect(await exported(scope)).toEqual([4, 5]);
  });

  test('a few that a clock ahead of time has dated keep no month, and are listed', async () => {
    const scope = live(aDeveloper());
    const [old, next] = [await makeOldMonth(store, 17), await monthBefore(store, 0)];
    for (const [month, events] of [
      [old, 2],
      ['2035-01', 2],
      [old, 3],
      [next, 1],
    ] as const) {
      await insertInto(store, month, { ...scope, events });
      await sealWhole(store, scope);
    }
    expect(await archive()).toEqual({ months: [{ month: old, events: 5 }], kept: null });
    const listed = await listAudit(store, { ...scope, limit: 100 });
    expect(listed.map(({ sequence }) => sequence)).toEqual([3, 2, 7]);
    expect(await exported(scope)).toEqual([7]);
  });

  test('the place of an archived event is still known, and the feed begins with what is there', async () => {
    const { scope, months } = await aLongLog();
    const [first] = await leavesOf(store, scope);
    await archive();
    const place = await findLogPlace(store, { ...scope, eventId: first!.event_id });
    expect(place?.leafHash.equals(first!.hash)).toBe(true);
    const feed = await eventsSince(store, { ...scope, limit: 10 }, null);
    expect(feed?.events).toEqual([]);
    const at = new Date(`${months[0]}-20T00:00:00Z`);
    expect(await isArchived(store, { ...scope, at })).toBe(true);
    expect(await isArchived(store, { ...scope, at: new Date() })).toBe(false);
    expect(await isArchived(store, { ...scope, mode: 'test', at })).toBe(false);
  });

  test('they come back as they were, and go again', async () => {
    const { scope, months } = await aLongLog();
    const before = await listAudit(store, { ...scope, limit: 100 });
    await archive();
    expect(await returnMonth(store, months[1])).toBe(true);
    expect(await exported(scope)).toEqual([5, 6, 7, 8, 9]);
    expect(await returnMonth(store, months[0])).toBe(true);
    expect(await returnMonth(store, months[0])).toBe(false);
    const after = await listAudit(store, { ...scope, limit: 100 });
    expect(after.filter(({ type }) => type !== 'audit.exported')).toEqual(before);
    expect((await archive()).months).toHaveLength(2);
  });
});

/** So that the month before is over for as long, and it is not. */
async function daysSince(month: string): Promise<number> {
  const { rows } = await store.pool.query<{ days: number }>(
    `select floor(extract(epoch from now() - ($1 || '-02')::date) / 86400)::int - 1 as days`,
    [month],
  );
  return rows[0]!.days;
}

describe('a month stays, and every younger one', () => {
  const stays = async (why: string, events?: number) => {
    const { months, kept } = await archive();
    expect([months.length, kept?.why]).toEqual([events ?? 0, why]);
  };

  test('while an event of it is not sealed', async () => {
    const { scope, months } = await aLongLog();
    await insertInto(store, months[0], { ...scope, events: 1 });
    await stays('unsealed');
    expect(await exported(scope)).toHaveLength(11);
    await sealWhole(store, scope);
    // Sealed with what is young: who archived it now could export nothing of that.
    await stays('sealed late');
    expect(await exported(scope)).toHaveLength(12);
  });

  test('while it holds events of a developer whose log is held', async () => {
    const { months } = await aLongLog();
    const held = await aRealDeveloper();
    await insertInto(store, months[1], { developerId: held, events: 1 });
    await sealWhole(store, live(held));
    expect(await holdAudit(store, held, new Date())).toBe(true);
    expect(await holdAudit(store, held, new Date())).toBe(true);
    expect(await listAuditHolds(store)).toMatchObject([{ developerId: held }]);
    await stays('held', 1);
    expect(await releaseAudit(store, held)).toBe(true);
    expect(await releaseAudit(store, held)).toBe(false);
    expect((await archive()).months).toHaveLength(1);
  });

  test('while somebody is about to hold it', async () => {
    const { months } = await aLongLog();
    const developerId = await aRealDeveloper();
    await insertInto(store, months[0], { developerId, events: 1, at: '01 00:00' });
    await sealWhole(store, live(developerId));
    const operator = await store.pool.connect();
    await operator.query('begin');
    await operator.query('insert into audit_hold values ($1, now())', [developerId]);
    await stays('busy');
    await operator.query('commit');
    operator.release();
    await stays('held');
    await releaseAudit(store, developerId);
    expect((await archive()).months).toHaveLength(2);
  });

  test('while somebody uses the log without end', async () => {
    await aLongLog();
    const reader = await store.pool.connect();
    await reader.query('begin; select from audit_event limit 1');
    await stays('busy');
    await reader.query('commit');
    reader.release();
    expect((await archive()).months).toHaveLength(2);
  });

  test('for 183 days at least', async () => {
    await expect(archiveMonths(store, 182)).rejects.toThrow('183');
  });
});

test('nobody who is unknown is held', async () => {
  expect(await holdAudit(store, aDeveloper(), new Date())).toBe(false);
});

async function aRealDeveloper(): Promise<string> {
  const id = newId(new Date());
  await store.pool.query(
    `insert into developer (id, name, plan, created_at) values ($1, 'Held', 'free', now())`,
    [id],
  );
  return id;
}

test('of many who archive at once one does it', async () => {
  await aLongLog();
  const all = await Promise.all(times(4, archive));
  const months = all.flatMap((one) => one.months.map(({ month }) => month));
  expect(new Set(months).size).toBe(months.length);
  await archive();
  expect(await makeAuditMonths(store)).toEqual([]);
});
