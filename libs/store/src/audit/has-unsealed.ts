// Whether there is anything to seal, asked without taking a lock or leaving a trace.
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const peek = {
  name: 'has-unsealed',
  text: `select from audit_horizon h where h.xid > pg_snapshot_xmax(audit_snapshot())
    or exists (select from audit_event e
      where e.xid >= h.xid and e.xid < pg_snapshot_xmin(audit_snapshot()))`,
};

export const hasUnsealed = async ({ pool }: Store): Promise<boolean> =>
  (await run(pool, peek, [])).length > 0;
