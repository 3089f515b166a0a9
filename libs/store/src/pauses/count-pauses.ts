// How many live pauses a developer opened in a month.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** Ids begin with the time, so a month is one range of the primary key. */
const count = {
  name: 'count-pauses',
  text: `select count(*)::float8 as pauses from pause
    where developer_id = $1 and mode = 'live'
      and id >= lowest_id(($2 || '-01')::timestamp at time zone 'UTC')
      and id < lowest_id((($2 || '-01')::timestamp + interval '1 month') at time zone 'UTC')`,
};

/** @param of.period as core's `usagePeriod` writes it: `2026-05` */
export async function countPauses(
  store: Store,
  of: { readonly developerId: string; readonly period: string },
): Promise<number> {
  const rows = await run<{ pauses: number }>(store.pool, count, [of.developerId, of.period]);
  return rows[0]!.pauses;
}
