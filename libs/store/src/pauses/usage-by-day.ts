// How the pauses of each day ended. A day that is over and whose pauses are all settled never changes
// again: it is counted once, and the counts are kept.
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** Days of UTC, `2026-05-01`, the last one included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Of the pauses opened on that day. */
export interface DayUsage {
  readonly day: string;
  readonly answered: number;
  readonly timedOut: number;
  readonly cancelled: number;
  readonly waiting: number;
}

/** As every reader sees it: once it is due a pause has ended, swept or not. */
const due = `p.status = 'pending' and p.due_at <= statement_timestamp()`;
const answered = `p.status = 'responded' or ${due} and p.held_at is not null`;
const timedOut = `p.status = 'timed_out' or ${due} and p.held_at is null`;

/**
 * Ids begin with the time, so a day is one range of the primary key, and of days that are kept no
 * pause is read. A day is kept from an hour after its end on: until then somebody whose clock is slow
 * may still open a pause in it.
 */
const count = {
  name: 'usage-by-day',
  text: `
with kept as materialized (
  select day, answered, timed_out, cancelled, 0 as waiting from daily_usage
  where developer_id = $1 and mode = $2 and day between $3::date and $4::date
), missing as materialized (
  select d::date as day, lowest_id(d at time zone 'UTC') as first,
    lowest_id((d + interval '1 day') at time zone 'UTC') as next
  from generate_series($3::date::timestamp, $4::date::timestamp, '1 day') d
  where d::date not in (select day from kept)
), counted as materialized (
  select m.day, c.* from missing m cross join lateral (
    select count(*) filter (where ${answered})::int as answered,
      count(*) filter (where ${timedOut})::int as timed_out,
      count(*) filter (where p.status = 'cancelled')::int as cancelled,
      count(*) filter (where p.status = 'pending' and not (${due}))::int as waiting,
      count(*) filter (where p.status = 'pending') as unsettled
    from pause p
    where p.developer_id = $1 and p.mode = $2 and p.id >= m.first and p.id < m.next) c
), written as (
  insert into daily_usage (developer_id, mode, day, answered, timed_out, cancelled)
  select $1, $2, day, answered, timed_out, cancelled from counted
  where unsettled = 0 and (day + interval '1 day 1 hour') at time zone 'UTC' < statement_timestamp()
  on conflict do nothing
)
select day::text, answered, timed_out as "timedOut", cancelled, waiting from kept
union all select day::text, answered, timed_out, cancelled, waiting from counted order by day`,
};

/** Every day of them, in order, those without a pause too. */
export const usageByDay = (store: Store, of: Scope & Days): Promise<DayUsage[]> =>
  run<DayUsage>(store.pool, count, [of.developerId, of.mode, of.from, of.to]);
