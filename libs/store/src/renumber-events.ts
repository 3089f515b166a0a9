// Keeps the order of events when their database goes on in another cluster, or from a backup: there
// transactions are counted anew, from a number that events and cursors may be far beyond.
import type { PoolClient } from 'pg';
import { run, sqlState } from './sql.ts';

const read = {
  name: 'read-event-numbering',
  text: `
with here as (
  select system_identifier || '/' || timeline_id as cluster
  from pg_control_system(), pg_control_checkpoint()
), first as (
  insert into event_numbering (cluster) select cluster from here on conflict do nothing
)
select here.cluster, n.cluster <> here.cluster as moved, n.era
from here left join event_numbering n on true`,
};

const keep = {
  name: 'keep-event-numbering',
  text: 'update event_numbering set cluster = $1, era = $2',
};

/**
 * Each era has its own 2^48 numbers, above those of all eras before: what was written then is
 * visible and comes first, what is written now is in no snapshot of then.
 */
const ERA = 2n ** 48n;

/** Writers are waited for no longer than this: then the next process to start does it. */
const PATIENCE = '5s';
const LOCK_NOT_AVAILABLE = '55P03';

/** Under the lock of the migrations. */
export async function renumberEvents(client: PoolClient): Promise<void> {
  const [here] = await run<{ cluster: string; moved: boolean | null; era: number }>(
    client,
    read,
    [],
  );
  if (!here?.moved) return;
  const era = here.era + 1;
  try {
    await client.query('begin');
    await client.query(`set local lock_timeout = '${PATIENCE}'`);
    await numberFrom(client, BigInt(era) * ERA);
    await run(client, keep, [here.cluster, era]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
  }
}

/** Replaces what new events are numbered with, and what is visible in the same numbers. */
export async function numberFrom(client: PoolClient, first: bigint): Promise<void> {
  const above = (xid: string) => `(${xid}::text::numeric + ${first})::text`;
  await client.query(`
    alter table audit_event alter column xid set default ${above('pg_current_xact_id()')}::xid8;
    create or replace function audit_snapshot() returns pg_snapshot language sql stable as $$
      select format('%s:%s:%s', ${above('pg_snapshot_xmin(now)')}, ${above('pg_snapshot_xmax(now)')},
        (select string_agg(${above('xid')}, ',' order by xid) from pg_snapshot_xip(now) xid)
      )::pg_snapshot from pg_current_snapshot() now
    $$`);
}
