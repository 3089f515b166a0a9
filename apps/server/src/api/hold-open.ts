// Holds a request open: counted, bounded per key, and let go when its client leaves.
import type { Exchange, Services } from '../services.ts';
import type { WaitedFor, Waiter } from '../waiters.ts';

const LOOK_AGAIN_MILLISECONDS = 10_000;

/**
 * Should every hint be lost (a database busy with a very long transaction), we look by ourselves: a thousand who
 * came together not all in the same moment, while somebody's answer waits behind them.
 */
export const untilLookAgain = (): number => LOOK_AGAIN_MILLISECONDS * (0.5 + Math.random() / 2);

/** @param look reads what is waited for, again and again, from when nothing of it can be missed on */
export async function holdOpen<T>(
  { res, state }: Exchange,
  { limits, waiters, metrics }: Services,
  of: WaitedFor,
  look: (waiter: Waiter) => Promise<T>,
): Promise<T> {
  const release = limits.hold(state.key!.id);
  metrics.waiters.inc();
  const waiter = await waiters.join(of);
  res.once('close', waiter.leave);
  // Gone before we listened.
  if (res.closed) waiter.leave();
  try {
    return await look(waiter);
  } finally {
    waiter.leave();
    res.off('close', waiter.leave);
    release();
    metrics.waiters.dec();
  }
}
