// One try at one delivery: do it, ask the rule what follows, record both.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAttempt, type DeliveryKind, type Outcome } from '@pausepoint/core';
import type { Log, Metrics } from '@pausepoint/runtime';
import type { AttemptResult, ChangedEndpoint, Claim, Report } from '@pausepoint/store';

/** What one try brought. */
export interface Tried {
  readonly outcome: Outcome;
  readonly statusCode: number | null;
  readonly response: string | null;
  /** What it changes about the webhook endpoint it went to; absent: nothing. */
  readonly endpoint?: ChangedEndpoint | undefined;
}

export interface AttemptParts<C extends Claim> {
  readonly kind: DeliveryKind;
  /** Writes a try down; false when the delivery is another's meanwhile. */
  readonly record: (report: Report) => Promise<boolean>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly random: () => number;
  /** Hears of a claim that was given up, and it is news: why, in words without an address. */
  readonly onGivenUp?: (claim: C, error: string) => void;
}

/** `fenced`: it took so long that the delivery is another's now. */
export type Recorded = 'final' | 'given up' | 'again' | 'fenced';

const RECORD_ROUNDS = 4;

export async function attempt<C extends Claim>(
  parts: AttemptParts<C>,
  claim: C,
  act: (claim: C) => Promise<Tried>,
): Promise<Recorded> {
  const { kind, metrics } = parts;
  const at = parts.now();
  const startedAt = performance.now();
  metrics.attemptsInFlight.inc({ kind });
  const tried = await act(claim).catch((error: unknown) => broken(parts, claim, error));
  const durationMs = Math.round(performance.now() - startedAt);
  metrics.attemptsInFlight.dec({ kind });
  metrics.attempts.inc({ kind, outcome: tried.outcome.kind });
  metrics.attemptSeconds.observe({ kind }, durationMs / 1_000);
  const { outcome, statusCode, response, endpoint } = tried;
  const tries = claim.attempt - (claim.retriesFrom ?? 0);
  const step = afterAttempt(kind, tries, outcome, parts.random());
  const error = outcome.kind === 'delivered' ? null : outcome.error;
  const ref = outcome.kind === 'delivered' ? (outcome.ref ?? null) : null;
  const result = { at, durationMs, statusCode, response, error, step, ref, endpoint };
  if (!(await keep(parts, claim, result))) return 'fenced';
  if (step.nextInMilliseconds !== null) return 'again';
  if (error === null || step.quiet) return 'final';
  parts.onGivenUp?.(claim, error);
  return 'given up';
}

/** Our own fault must end somewhere too: it is retried on the schedule, then dead, not for ever. */
function broken<C extends Claim>({ log, kind }: AttemptParts<C>, claim: C, error: unknown): Tried {
  log.error({ err: error, kind, deliveryId: claim.deliveryId }, 'a try broke on our side');
  return { outcome: { kind: 'retry', error: 'internal error' }, statusCode: null, response: null };
}

/**
 * A second report of the same try changes nothing, so asking again is safe. When all is in vain
 * nothing is lost: the lease runs out, and the same thing is sent again under the same id.
 */
async function keep<C extends Claim>(
  parts: AttemptParts<C>,
  claim: C,
  result: AttemptResult,
): Promise<boolean> {
  const { record, metrics, log, kind } = parts;
  for (let round = 1; ; round++) {
    try {
      const recorded = await record({ claim, result });
      if (!recorded) metrics.attemptsFenced.inc({ kind });
      return recorded;
    } catch (error) {
      metrics.loopErrors.inc({ loop: kind });
      log.error({ err: error, kind, round }, 'a try could not be recorded');
      if (round === RECORD_ROUNDS) return false;
      await delay(1_000);
    }
  }
}
