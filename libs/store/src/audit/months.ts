// The months the log is kept in: a table each, made ahead of time, so that old ones can go as a whole.
import type { Pool, PoolClient } from 'pg';
import { run, sqlState } from '../sql.ts';
import type { Store } from '../store.ts';

/** Any number will do, as long as it is always the same: 'month' in ASCII. */
const LOCK = 0x6d6f6e7468;
/** This one and so many after it: a worker may rest for that long. */
const AHEAD = 2;
/** Whoever uses the log waits behind us as long as we wait for it: never long, rather another time. */
const PATIENCE = '200ms';
export const LOCK_NOT_AVAILABLE = '55P03';

/** As its table is called: `audit_event_2026_11`. */
export const tableOf = (month: string): string => `audit_event_${month.replace('-', '_')}`;
const DEFAULT = 'audit_event_default';

/**
 * One transaction of somebody who changes what months there are; others meanwhile do nothing.
 * Undefined: somebody else is at it, or the log was in use for too long, and nothing has changed.
 */
export async function changeMonths<T>(
  { pool }: Store,
  work: (client: PoolClient) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(`begin; set local lock_timeout = '${PATIENCE}'`);
    const [lock] = await run<{ ours: boolean }>(client, take, [LOCK]);
    const result = lock!.ours ? await work(client) : undefined;
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return undefined;
    throw error;
  } finally {
    client.release(broken);
  }
}

const take = {
  name: 'take-audit-months',
  text: 'select pg_try_advisory_xact_lock($1) as ours',
};

const list = {
  name: 'list-audit-months',
  text: `select replace(substring(c.relname from 13), '_', '-') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit_event'::regclass and c.relname ~ '^audit_event_[0-9]{4}_[0-9]{2}$'
    order by month`,
};

/** `2026-11`, the oldest first. */
export const listMonths = async (on: Pool | PoolClient): Promise<string[]> =>
  (await run<{ month: string }>(on, list, [])).map(({ month }) => month);

const upcoming = {
  name: 'upcoming-audit-months',
  text: `select to_char(month, 'YYYY-MM') as month
    from generate_series(date_trunc('month', now() at time zone 'UTC'),
      now() at time zone 'UTC' + interval '1 month' * $1, interval '1 month') as month`,
};

/** By the database's clock. @returns the ones that were made */
export async function makeAuditMonths(store: Store): Promise<readonly string[]> {
  const made = await changeMonths(store, async (client) => {
    const there = new Set(await listMonths(client));
    const wanted = await run<{ month: string }>(client, upcoming, [AHEAD]);
    const missing = wanted.map(({ month }) => month).filter((month) => !there.has(month));
    for (const month of missing) await makeMonth(client, month);
    return missing;
  });
  return made ?? [];
}

/** Like the log in all, and under the law, before it is a part of it. */
export async function makeMonth(client: PoolClient, month: string): Promise<void> {
  await makeTable(client, tableOf(month));
  await attachMonth(client, month);
}

async function makeTable(client: PoolClient, name: string): Promise<void> {
  await client.query(`
    create table ${name} (like audit_event including defaults including constraints including indexes);
    select keep_append_only('${name}')`);
}

/** Its table is there, empty or with the events of that month. */
export async function attachMonth(client: PoolClient, month: string): Promise<void> {
  const bounds = await boundsOf(client, month);
  const within = `id >= '${bounds.from}' and id < '${bounds.to}'`;
  const strays = await client.query(`select from ${DEFAULT} where ${within} limit 1`);
  if (strays.rowCount !== 0) await clearDefault(client, tableOf(month), within);
  await client.query(`alter table audit_event attach partition ${tableOf(month)}
    for values from ('${bounds.from}') to ('${bounds.to}')`);
}

const bounds = {
  name: 'bounds-of-audit-month',
  text: `select lowest_id(first at time zone 'UTC') as from,
      lowest_id((first + interval '1 month') at time zone 'UTC') as to
    from (select ($1 || '-01')::timestamp as first) m`,
};

/** The first ids of a month and of the next. */
export async function boundsOf(client: PoolClient, month: string) {
  const [found] = await run<{ from: string; to: string }>(client, bounds, [month]);
  return found!;
}

/**
 * Events that came before their month did lie in the default table, and none is ever taken out of a table.
 * So all it holds is copied, into the month and into another default, and itself goes to the archive.
 */
async function clearDefault(client: PoolClient, into: string, within: string): Promise<void> {
  // Whoever writes there waits; whoever writes into a month does not, nor does any reader.
  await client.query(`lock table ${DEFAULT} in share mode`);
  const [now] = await run<{ stamp: string }>(client, stamp, []);
  // Indexes keep the name their table is made under: in the archive there are others.
  const next = `audit_stray_${now!.stamp}`;
  await makeTable(client, next);
  await client.query(`
    insert into ${into} select * from ${DEFAULT} where ${within};
    insert into ${next} select * from ${DEFAULT} where not (${within});
    alter table audit_event detach partition ${DEFAULT};
    alter table ${DEFAULT} rename to ${DEFAULT}_${now!.stamp};
    alter table ${DEFAULT}_${now!.stamp} set schema archive;
    alter table ${next} rename to ${DEFAULT};
    alter table audit_event attach partition ${DEFAULT} default`);
}

const stamp = {
  name: 'stamp-of-audit-strays',
  text: `select to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint) as stamp`,
};
