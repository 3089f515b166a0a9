// How long the log has gone unsealed: a write transaction left open, in any database of the cluster, holds it up.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const find = {
  name: 'oldest-unsealed',
  text: `select extract(epoch from statement_timestamp() - e.created_at)::float8 as seconds
    from audit_horizon h, lateral (select created_at from audit_event
      where xid >= h.xid order by xid limit 1) e`,
};

/** Seconds the first of what is not sealed has been waiting; 0 when all is. */
export async function oldestUnsealed({ pool }: Store): Promise<number> {
  const [found] = await run<{ seconds: number }>(pool, find, []);
  return Math.max(0, found?.seconds ?? 0);
}
