// The sweep: the same gate for pauses the clock settles, as many as nobody else has locked.
import { timeOut, type SettledStatus } from '@pausepoint/core';
import { overdueColumns, toLocked, type LockedRow } from './lock-pauses.ts';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { lockAndWrite } from '../transaction.ts';
import { writeSettlements } from './write-settlements.ts';

/**
 * statement_timestamp(): a volatile clock could not use the index. The clock it is judged by stands
 * outside: it is read once the row's lock is there.
 */
const lockOverdue = {
  name: 'lock-overdue-pauses',
  text: `select locked.*, date_trunc('milliseconds', clock_timestamp()) as "lockedAt"
    from (select ${overdueColumns} from pause p
      where p.status = 'pending' and p.due_at <= statement_timestamp()
      order by p.due_at limit $1 for update skip locked) as locked`,
};

type Overdue = LockedRow & { readonly lockedAt: Date };

export interface Swept extends PauseKey {
  readonly status: SettledStatus;
}

export const settleOverdue = (store: Store, limit: number): Promise<readonly Swept[]> =>
  lockAndWrite(
    store.pool,
    (client) => run<Overdue>(client, lockOverdue, [limit]),
    (locked) => {
      const now = locked.at(-1)?.lockedAt;
      if (!now) return { result: [], writes: [] };
      const settled = locked.flatMap((row) => {
        const pause = toLocked(store.ring, row);
        const verdict = timeOut(pause, now);
        return 'settlement' in verdict ? [{ pause, settlement: verdict.settlement }] : [];
      });
      const result = settled.map(({ pause: { developerId, pauseId }, settlement: { status } }) => ({
        developerId,
        pauseId,
        status,
      }));
      return { result, writes: writeSettlements(store.ring, settled, now) };
    },
  );
