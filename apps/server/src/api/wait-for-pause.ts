// A long poll: holds a request until its pause leaves `pending` or the caller's patience ends.
import { dueAt } from '@pausepoint/core';
import type { Scope } from '@pausepoint/store';
import type { ShownPause } from '../pause-reader.ts';
import type { Ctx, Services } from '../services.ts';
import { holdOpen, LOOK_AGAIN_MILLISECONDS } from './hold-open.ts';

/** Due by our clock but not by the database's, which decides: asked ever less often. */
const SKEW_MILLISECONDS = 25;
const LONGEST_SKEW_MILLISECONDS = 1_000;

export function waitForPause(
  ctx: Ctx,
  services: Services,
  of: Scope & { readonly id: string },
  seconds: number,
): Promise<ShownPause | undefined> {
  const { pauses, now } = services;
  const end = performance.now() + seconds * 1_000;
  let skew = SKEW_MILLISECONDS;
  const pause = { developerId: of.developerId, pauseId: of.id };
  return holdOpen(ctx, services, pause, async (waiter) => {
    for (;;) {
      const shown = await pauses.find(of);
      const left = end - performance.now();
      if (!shown || shown.pause.status !== 'pending' || left <= 0) return shown;
      const untilDue = dueAt(shown.pause).getTime() - now().getTime();
      const patience = untilDue > 0 ? Math.max(untilDue, SKEW_MILLISECONDS) : skew;
      if (untilDue <= 0) skew = Math.min(2 * skew, LONGEST_SKEW_MILLISECONDS);
      const wake = await waiter.news(Math.min(left, LOOK_AGAIN_MILLISECONDS, patience));
      if (wake === 'closing' || wake === 'gone') return shown;
    }
  });
}
