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

/** How many pauses it settled; returns when none is left. */
export async function sweep({ store, signals, metrics, open }: SweepParts): Promise<number> {
  let total = 0;
  while (open()) {
    const settled = await settleOverdue(store, BATCH);
    total += settled.length;
    const answered = settled.filter(({ status }) => status === 'responded').length;
    metrics.pausesSettled.inc({ status: 'responded' }, answered);
    metrics.timeoutsSwept.inc(settled.length - answered);
    // After every batch: the first pauses' waiters and webhooks do not wait for the last ones.
    signals.settled(settled);
    if (settled.length < BATCH) break;
  }
  return total;
}
