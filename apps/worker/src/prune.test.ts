// What is old enough leaves the log by itself, whichever worker comes first, and what is over is forgotten.
import { randomUUID } from 'node:crypto';
import { createMetrics } from '@pausepoint/runtime';
import { expect, test, vi } from 'vitest';
import { openAnother, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();

const count = async (table: string): Promise<number> =>
  (await db().pool.query(`select from ${table}`)).rowCount!;

async function anOldMonth(): Promise<void> {
  await db().pool.query(`
    create table audit_event_2024_01 partition of audit_event
      for values from (lowest_id('2024-01-01T00:00Z')) to (lowest_id('2024-02-01T00:00Z'));
    select keep_append_only('audit_event_2024_01');
    insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
      select '${randomUUID()}', 'live', new_id(at), 'api_key.created', 'developer', '{}', at
      from generate_series('2024-01-02T00:00Z'::timestamptz, '2024-01-29T00:00Z', '1 day') as at`);
}

test('a month long over is archived once it is sealed, and counted once', async () => {
  await anOldMonth();
  await startTestWorker(db(), { config: { auditRetentionDays: null } });
  const sealed = () => db().pool.query('select from audit_leaf');
  await vi.waitUntil(async () => (await sealed()).rowCount === 28, { timeout: 40_000 });
  expect(await count('audit_event')).toBe(28);

  const metrics = createMetrics();
  const config = { auditRetentionDays: 400 };
  await startTestWorker(db(), { config, metrics });
  await startTestWorker(await openAnother(db()), { config, metrics });
  await vi.waitUntil(async () => (await count('audit_event')) === 0, { timeout: 40_000 });
  expect(await count('archive.audit_event_2024_01')).toBe(28);
  const archived = async () => (await metrics.eventsArchived.get()).values[0]!.value;
  await vi.waitUntil(async () => (await archived()) === 28, { timeout: 40_000 });
});

test('sessions that ended are forgotten, the others stay', async () => {
  const session = `insert into session
      (developer_id, token_hash, id, person_id, via, created_at, proved_at, seen_at)
    values ($1, $2, $3, $3, 'password',
      now() - $4::interval, now() - $4::interval, now() - $5::interval)`;
  const times = ['2 days', '1 hour', '9 days', '1 hour', '2 days', '37 hours'];
  for (let n = 0; n < times.length; n += 2) {
    const id = randomUUID();
    await db().pool.query(session, [id, Buffer.from(id), id, times[n], times[n + 1]]);
  }
  await startTestWorker(db());
  await vi.waitUntil(async () => (await count('session')) === 1, { timeout: 40_000 });
});
