// The clock's answers: settles what is due, batch by batch, and wakes who waits for it.
import type { Metrics, Signals } from '@pausepoint/runtime';
import { settleOverdue, type Store } from '@pausepoint/store';

interface SweepParts {
  readonly store: Store;
  readonly signals: Signals;
  readonly metrics: Metrics;
  /** Asked between batches, so that closing does not wait for a long backlog. */
  readonly open: () => boolean;
}

const BATCH = 500;
/** While one batch is on its way to the disk, another is worked out. */
const LANES = 2;

/** How many pauses it settled; returns when none is left. */
export async function sweep(parts: SweepParts): Promise<number> {
  let total = await settleBatch(parts);
  if (total < BATCH) return total;
  const work = async (): Promise<void> => {
    for (let settled = BATCH; settled === BATCH && parts.open(); total += settled) {
      settled = await settleBatch(parts);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return total;
}

async function settleBatch({ store, signals, metrics }: SweepParts): Promise<number> {
  const settled = await settleOverdue(store, BATCH);
  const answered = settled.filter(({ status }) => status === 'responded').length;
  metrics.pausesSettled.inc({ status: 'responded' }, answered);
  metrics.timeoutsSwept.inc(settled.length - answered);
  // After every batch: the first pauses' waiters and webhooks do not wait for the last ones.
  signals.settled(settled);
  return settled.length;
}
