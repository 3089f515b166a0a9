// A long poll: holds a request until its pause leaves `pending`, nobody is left to reach, or the
// caller's patience ends.
import { dueAt, isUndeliverable } from '@pausepoint/core';
import type { Scope } from '@pausepoint/store';
import type { ShownPause } from '../pause-reader.ts';
import type { Exchange, Services } from '../services.ts';
import { holdOpen, untilLookAgain } from './hold-open.ts';

/** Due by our clock but not by the database's, which decides: asked ever less often. */
const SKEW_MILLISECONDS = 25;
const LONGEST_SKEW_MILLISECONDS = 1_000;
/** Who waits on for a pause that can reach nobody hears of that soon, and yet can't poll in a spin. */
const UNDELIVERABLE_MILLISECONDS = 5_000;

export function waitForPause(
  exchange: Exchange,
  services: Services,
  of: Scope & { readonly id: string },
  seconds: number,
): Promise<ShownPause | undefined> {
  const { pauses, now } = services;
  const start = performance.now();
  const end = start + seconds * 1_000;
  let reachable = false;
  let skew = SKEW_MILLISECONDS;
  const pause = { developerId: of.developerId, pauseId: of.id };
  return holdOpen(exchange, services, pause, async (waiter) => {
    for (;;) {
      const shown = await pauses.find(of);
      if (!shown || shown.pause.status !== 'pending') return shown;
      const lost = isUndeliverable(shown.pause);
      if (lost && reachable) return shown;
      reachable ||= !lost;
      const last = lost ? Math.min(end, start + UNDELIVERABLE_MILLISECONDS) : end;
      const left = last - performance.now();
      if (left <= 0) return shown;
      const untilDue = dueAt(shown.pause).getTime() - now().getTime();
      const patience = untilDue > 0 ? Math.max(untilDue, SKEW_MILLISECONDS) : skew;
      if (untilDue <= 0) skew = Math.min(2 * skew, LONGEST_SKEW_MILLISECONDS);
      const wake = await waiter.news(Math.min(left, untilLookAgain(), patience));
      if (wake === 'closing' || wake === 'gone') return shown;
    }
  });
}
