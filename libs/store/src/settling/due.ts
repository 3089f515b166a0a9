// When the next thing falls due, and how late the latest one is.
import type { DeliveryKind } from '@pausepoint/core';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

/** The earliest pause the clock settles and the earliest try; each minimum is one step into a partial index. */
const earliest = `
  (select 'pause' as kind, min(due_at) as at from pause where status = 'pending'
  union all select 'notification', min(next_attempt_at) from delivery
    where kind = 'notification' and next_attempt_at is not null
  union all select 'webhook', min(next_attempt_at) from delivery
    where kind = 'webhook' and next_attempt_at is not null) as due`;

const until = {
  name: 'until-due',
  text: `select kind, ceil(extract(epoch from at - statement_timestamp()) * 1000)::float8 as ms
    from ${earliest}`,
};

/** Milliseconds until there is work of a kind; 0 when there is some now, null when none is in sight. */
export type UntilDue = Readonly<Record<DueKind, number | null>>;
export type DueKind = 'pause' | DeliveryKind;

export async function untilDue(store: Store): Promise<UntilDue> {
  const rows = await run<{ kind: DueKind; ms: number | null }>(store.pool, until, []);
  const each = rows.map(({ kind, ms }) => [kind, ms && Math.max(0, ms)] as const);
  return Object.fromEntries(each) as UntilDue;
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
