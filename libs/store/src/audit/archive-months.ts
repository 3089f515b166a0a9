// Moves the oldest months out of the log, whole, once they may go: nothing in them changes, or is lost.
import type { PoolClient } from 'pg';
import { run, sqlState } from '../sql.ts';
import type { Store } from '../store.ts';
import { changeMonths, listMonths, LOCK_NOT_AVAILABLE, tableOf } from './months.ts';

/** Six months, as articles 19 and 26(6) of the AI Act ask; on every plan. */
export const LEAST_RETENTION_DAYS = 183;

/** `busy`: the log was in use, another time. `sealed late`: a wrong clock dated what is younger. */
export type WhyKept = 'busy' | 'held' | 'unsealed' | 'sealed late';

export interface Archived {
  readonly months: readonly { readonly month: string; readonly events: number }[];
  /** The first that is old enough and stays all the same, and with it whatever is younger. */
  readonly kept: { readonly month: string; readonly why: WhyKept } | null;
}

/** From the oldest on, and none beyond one that stays: what is left of a log has no holes. */
export async function archiveMonths(store: Store, retentionDays: number): Promise<Archived> {
  if (retentionDays < LEAST_RETENTION_DAYS) {
    throw new RangeError(`events are kept for ${LEAST_RETENTION_DAYS} days at least`);
  }
  const months: { month: string; events: number }[] = [];
  for (;;) {
    const month = await oldestOver(store, retentionDays);
    if (month === undefined) return { months, kept: null };
    const done = (await changeMonths(store, (client) => archiveMonth(client, month))) ?? 'busy';
    if (typeof done === 'string') return { months, kept: { month, why: done } };
    months.push({ month, ...done });
  }
}

/** A day more than asked for: what happens around midnight is sealed across it. */
const over = {
  name: 'is-audit-month-over',
  text: `select ($1 || '-01')::timestamp + interval '1 month' + make_interval(days => $2 + 1)
    <= now() at time zone 'UTC' as over`,
};

async function oldestOver({ pool }: Store, days: number): Promise<string | undefined> {
  const [oldest] = await listMonths(pool);
  if (oldest === undefined) return undefined;
  const [found] = await run<{ over: boolean }>(pool, over, [oldest, days]);
  return found!.over ? oldest : undefined;
}

async function archiveMonth(
  client: PoolClient,
  month: string,
): Promise<WhyKept | { readonly events: number }> {
  // Somebody else has moved it meanwhile.
  if (!(await listMonths(client)).includes(month)) return 'busy';
  const table = tableOf(month);
  // From here on nothing is added to it, and whoever would hold it comes before, or after it is gone.
  await client.query(`lock table ${table}, audit_hold in share mode`);
  const held = await client.query(`select from audit_hold h
    where exists (select from ${table} e where e.developer_id = h.developer_id) limit 1`);
  if (held.rowCount !== 0) return 'held';
  const { rows } = await client.query<{ events: number; unsealed: number; late: number }>(
    writeDown(table),
    [`${month}-01`],
  );
  const { events, unsealed, late } = rows[0]!;
  if (unsealed > 0) return 'unsealed';
  if (late > 0) return 'sealed late';
  await detach(client, table);
  return { events };
}

/**
 * Per log, how much of it the month holds and where that ends; nothing is written if an event of the
 * month has no leaf. An export begins behind that end. Of places before it that are not archived there
 * are a few, from around midnight. Where some are of a later day a clock was wrong: whichever are fewer
 * had it. If they are dated later, they are as old as the month and go by unexported; if it is events of the
 * month that were sealed late, an export would lack what is young. Reads it all before it writes, so that
 * sealing goes on meanwhile.
 */
const writeDown = (table: string): string => `
with later as (
  select lowest_id(($1::date + interval '1 month 1 day') at time zone 'UTC') as id
), logs as materialized (
  select e.developer_id, e.mode, count(*) as events, count(*) - count(l.sequence) as unsealed,
    max(l.sequence) + 1 as ends_at
  from ${table} e left join audit_leaf l
    on l.developer_id = e.developer_id and l.mode = e.mode and l.event_id = e.id
  group by e.developer_id, e.mode
), judged as materialized (
  select g.*, case
      when g.ends_at > g.events + coalesce((select sum(a.events) from audit_archive a
        where a.developer_id = g.developer_id and a.mode = g.mode), 0)
      then (select count(*) filter (where l.event_id >= (select id from later))
            > count(*) filter (where l.event_id < (select id from later))
          from audit_leaf l where l.developer_id = g.developer_id
            and l.mode = g.mode and l.sequence < g.ends_at
            and l.sequence >= (select min(y.sequence) from audit_leaf y
              where y.developer_id = g.developer_id and y.mode = g.mode and y.sequence < g.ends_at
                and y.sequence >= coalesce((select max(a.ends_at) from audit_archive a
                  where a.developer_id = g.developer_id and a.mode = g.mode), 0)
                and y.event_id >= (select id from later)))
      else false end as late
  from logs g
), sums as materialized (
  select coalesce(sum(events), 0)::float8 as events, coalesce(sum(unsealed), 0)::float8 as unsealed,
    count(*) filter (where late)::float8 as late
  from judged
), written as (
  insert into audit_archive (developer_id, mode, month, events, ends_at)
  select developer_id, mode, $1::date, events, ends_at from judged
  where (select unsealed + late from sums) = 0
)
select * from sums`;

const TRIES = 5;

/** The one moment in which the whole log is locked: in vain only where it is in use without end. */
async function detach(client: PoolClient, table: string): Promise<void> {
  for (let left = TRIES; ; left--) {
    await client.query('savepoint detaching');
    try {
      await client.query(`alter table audit_event detach partition ${table};
        alter table ${table} set schema archive`);
      return;
    } catch (error) {
      if (left === 1 || sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      await client.query('rollback to detaching; select pg_sleep(0.1)');
    }
  }
}
