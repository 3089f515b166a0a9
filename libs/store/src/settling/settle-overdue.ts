// The sweep: the same gate for pauses the clock settles, as many as nobody else has locked.
import { timeOut, type SettledStatus } from '@pausepoint/core';
import { heldColumns, type HeldRow } from './held-columns.ts';
import { readHeld, sealedKey, type LockedPause } from './lock-pauses.ts';
import type { PauseKey } from '../records.ts';
import { readClock } from './settle.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { lockAndWrite } from '../transaction.ts';
import { writeSettlements } from './write-settlements.ts';

/** Only what the clock judges by; of its words it opens none but a held answer's. */
type DueRow = HeldRow &
  Pick<
    LockedPause,
    'developerId' | 'mode' | 'pauseId' | 'status' | 'timeoutDefault' | 'expiresAt' | 'keySealed'
  >;

/** statement_timestamp(): a volatile clock could not use the index. */
const lockOverdue = {
  name: 'lock-overdue-pauses',
  text: `select p.developer_id as "developerId", p.mode, p.id as "pauseId", p.status,
      p.timeout_default as "timeoutDefault", p.expires_at as "expiresAt", ${heldColumns},
      case when p.held_at is not null then ${sealedKey} end as "keySealed"
    from pause p where p.status = 'pending' and p.due_at <= statement_timestamp()
    order by p.due_at limit $1 for update skip locked`,
};

export interface Swept extends PauseKey {
  readonly status: SettledStatus;
}

export const settleOverdue = (store: Store, limit: number): Promise<readonly Swept[]> =>
  lockAndWrite(
    store.pool,
    // One after the other, in one trip: by then the locks are there.
    (client) => Promise.all([run<DueRow>(client, lockOverdue, [limit]), readClock(client)]),
    ([locked, now]) => {
      const settled = locked.flatMap((row) => {
        const pause = { ...row, ...readHeld(store.ring, row) };
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
