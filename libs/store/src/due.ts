// When the next thing falls due, and how late the latest one is.
import { run } from './sql.ts';
import type { Store } from './store.ts';

/** The earliest pause the clock settles and the earliest try; each minimum is one step into a partial index. */
const earliest = `
  (select min(due_at) as at from pause where status = 'pending'
  union all select min(next_attempt_at) from delivery
    where kind = 'notification' and next_attempt_at is not null
  union all select min(next_attempt_at) from delivery
    where kind = 'webhook' and next_attempt_at is not null) as due`;

const until = {
  name: 'until-due',
  text: `select ceil(extract(epoch from min(at) - statement_timestamp()) * 1000)::float8 as ms
    from ${earliest}`,
};

/** Milliseconds until there is work; 0 when there is some now, null when none is in sight. */
export async function untilDue(store: Store): Promise<number | null> {
  const rows = await run<{ ms: number | null }>(store.pool, until, []);
  const ms = rows[0]!.ms;
  return ms === null ? null : Math.max(0, ms);
}

const overdue = {
  name: 'oldest-overdue',
  text: `select extract(epoch from statement_timestamp() - min(at))::float8 as seconds
    from ${earliest}`,
};

/** Seconds the oldest due item has been waiting; 0 when nothing is due. */
export async function oldestOverdue(store: Store): Promise<number> {
  const rows = await run<{ seconds: number | null }>(store.pool, overdue, []);
  return Math.max(0, rows[0]!.seconds ?? 0);
}
