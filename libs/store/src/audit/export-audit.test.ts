// An export holds every event once, in the log's order, as the log stood when somebody asked.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from './list-audit.ts';
import type { AuditRecord, Scope } from '../records.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap } from '../testing/acts.ts';
import { insertEvents, leavesOf, live, seal, sealWhole } from '../testing/seal.ts';
import { exportAudit, type ExportWish } from './export-audit.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const begin = (scope: Scope, wish: Partial<ExportWish> = {}) =>
  exportAudit(store, { ...scope, ...wish, told: { format: 'ndjson' }, now: new Date() });

async function exported(scope: Scope, wish: Partial<ExportWish> = {}): Promise<AuditRecord[]> {
  const events: AuditRecord[] = [];
  for await (const page of (await begin(scope, wish)).pages) events.push(...page);
  return events;
}

const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

test('sealed events come in the order of the log, then what is not sealed yet', async () => {
  const scope = live(aDeveloper());
  // Begun first, committed last: sealed after what has the later id.
  const slow = await store.pool.connect();
  await slow.query('begin');
  await slow.query(insertEvents, [scope.developerId, 1]);
  await opened(store, scope);
  await slow.query('commit');
  slow.release();
  await sealWhole(store, scope);
  await opened(store, { ...scope, mode: 'test' });
  await opened(store, live(aDeveloper()));
  await store.pool.query(insertEvents, [scope.developerId, 3]);
  const events = await exported(scope);
  const leaves = await leavesOf(store, scope);
  expect(ids(events.slice(0, 2))).toEqual(leaves.map(({ event_id }) => event_id));
  expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, null, null, null]);
  expect(events.map(({ leafHash }) => leafHash)).toEqual([
    ...leaves.map(({ hash }) => hash),
    ...[null, null, null],
  ]);
  const all = await listAudit(store, { ...scope, limit: 100 });
  const told = all.filter(({ type }) => type === 'audit.exported');
  expect(told).toMatchObject([{ detail: { format: 'ndjson', checkpoint_size: 2 } }]);
  expect(ids(events).sort()).toEqual(ids(all.filter((one) => !told.includes(one))).sort());
});

test('what is sealed or happens while it is read changes nothing about it', async () => {
  const scope = live(aDeveloper());
  await store.pool.query(insertEvents, [scope.developerId, 1_500]);
  await sealWhole(store, scope);
  await store.pool.query(insertEvents, [scope.developerId, 1_200]);
  const before = ids(await listAudit(store, { ...scope, limit: 10_000 }));
  const { pages } = await begin(scope);
  const events: AuditRecord[] = [];
  for await (const page of pages) {
    events.push(...page);
    await store.pool.query(insertEvents, [scope.developerId, 40]);
    await seal(store, 100);
  }
  expect(ids(events).sort()).toEqual(before.sort());
  expect(events.filter(({ sequence }) => sequence !== null)).toHaveLength(1_500);
});

test('it can be narrowed, as the list can', async () => {
  const scope = live(aDeveloper());
  const pause = await opened(store, scope);
  await opened(store, scope);
  await settle(store, [tap(pause)]);
  await sealWhole(store, scope);
  expect(await exported(scope, { pauseId: pause.id })).toMatchObject([
    { type: 'pause.created', pauseId: pause.id, sequence: expect.any(Number) },
    { type: 'pause.responded', pauseId: pause.id, sequence: expect.any(Number) },
  ]);
  expect(await exported(scope, { actor: 'human' })).toHaveLength(1);
  expect(await exported(scope, { eventType: 'pause.created' })).toHaveLength(2);
  const later = new Date(pause.createdAt.getTime() + 60_000);
  expect(await exported(scope, { from: later })).toEqual([]);
});

test('a restored database, whose horizon says nothing, leaves nothing out', async () => {
  const scope = live(aDeveloper());
  await opened(store, scope);
  await sealWhole(store, scope);
  await store.pool.query(`update audit_horizon set xid = '4000000000'`);
  await store.pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at, xid)
     values ($1, 'live', new_id(now()), 'api_key.created', 'developer', '{}', now(), '3999999999'),
       ($1, 'live', new_id(now()), 'api_key.created', 'developer', '{}', now(), '5')`,
    [scope.developerId],
  );
  const events = await exported(scope);
  // Its own event too: nobody can tell there what came after the question.
  expect(events.map(({ sequence }) => sequence)).toEqual([0, null, null, null]);
});
