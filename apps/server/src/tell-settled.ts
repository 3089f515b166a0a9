// What follows a settlement in this process: waiters wake, its webhooks leave, it is counted.
import type { SettledStatus } from '@pausepoint/core';
import type { PauseRef } from '@pausepoint/runtime';
import type { Services } from './services.ts';

export function tellSettled(
  { signals, metrics }: Pick<Services, 'signals' | 'metrics'>,
  pause: PauseRef,
  status: SettledStatus,
): void {
  signals.settled([pause]);
  signals.due();
  metrics.pausesSettled.inc({ status });
}
