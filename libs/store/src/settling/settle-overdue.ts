// The sweep: the same gate for pauses the clock settles, as many as nobody else has locked.
import { timeOut, type SettledStatus } from '@pausepoint/core';
import { overdueColumns, toLocked, type LockedRow } from './lock-pauses.ts';
import type { PauseKey } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
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

export interface Swept extends PauseKey {
  readonly status: SettledStatus;
}

export async function settleOverdue(store: Store, limit: number): Promise<readonly Swept[]> {
  return transaction(store.pool, async (client) => {
    const locked = await run<LockedRow & { lockedAt: Date }>(client, lockOverdue, [limit]);
    if (locked.length === 0) return [];
    const now = locked.at(-1)!.lockedAt;
    const settled = locked.flatMap((row) => {
      const pause = toLocked(store.ring, row);
      const verdict = timeOut(pause, now);
      return 'settlement' in verdict ? [{ pause, settlement: verdict.settlement }] : [];
    });
    await writeSettlements(client, store.ring, settled, now);
    return settled.map(({ pause: { developerId, pauseId }, settlement: { status } }) => ({
      developerId,
      pauseId,
      status,
    }));
  });
}
