// The sweep: the same gate for pauses whose deadline has passed, as many as nobody else holds.
import { timeOut } from '@pausepoint/core';
import { lockedColumns, type LockedPause } from './lock-pauses.ts';
import type { PauseKey } from './records.ts';
import { readClock } from './settle.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { transaction } from './transaction.ts';
import { writeSettlements } from './write-settlements.ts';

/** statement_timestamp(): a volatile clock could not use the index. */
const lockOverdue = {
  name: 'lock-overdue-pauses',
  text: `select ${lockedColumns} from pause p
    where p.status = 'pending' and p.expires_at <= statement_timestamp()
    order by p.expires_at limit $1 for update skip locked`,
};

export async function settleOverdue(store: Store, limit: number): Promise<readonly PauseKey[]> {
  return transaction(store.pool, async (client) => {
    const locked = await run<LockedPause>(client, lockOverdue, [limit]);
    if (locked.length === 0) return [];
    const now = await readClock(client);
    const settled = locked.flatMap((pause) => {
      const verdict = timeOut(pause, now);
      return 'settlement' in verdict ? [{ pause, settlement: verdict.settlement }] : [];
    });
    await writeSettlements(client, settled, now);
    return settled.map(({ pause: { developerId, pauseId } }) => ({ developerId, pauseId }));
  });
}
