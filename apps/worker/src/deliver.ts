// The one mechanism for all that must reach the outside: claim with a lease, do, record.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAttempt, type DeliveryKind, type Outcome } from '@pausepoint/core';
import type { Log, Metrics } from '@pausepoint/runtime';
import {
  recordAttempt,
  releaseLeases,
  type AttemptResult,
  type Claim,
  type Store,
} from '@pausepoint/store';
import { createLanes } from './lanes.ts';

/** What one try brought. */
export interface Tried {
  readonly outcome: Outcome;
  readonly statusCode: number | null;
  readonly response: string | null;
}

export interface DeliveryOptions<C extends Claim> {
  readonly kind: DeliveryKind;
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly random: () => number;
  /** Longer than any try takes, or two workers do the same. */
  readonly leaseSeconds: number;
  /** Held by this process at once, in all and per lane. */
  readonly atOnce: number;
  readonly perLane: number;
  claim(options: { readonly limit: number; readonly leaseSeconds: number }): Promise<C[]>;
  laneOf(claim: C): string;
  attempt(claim: C): Promise<Tried>;
  /** A try ended: there may be something new to do, now or soon. */
  onRecorded(final: boolean): void;
}

export interface Delivery {
  /** Takes what is due, as far as there is room; answers how many when all of it is under way. */
  look(): Promise<number>;
  /** Stops taking, lets running tries end, gives the rest back. */
  close(): Promise<void>;
}

const BATCH = 100;
const RECORD_ROUNDS = 4;

export function startDelivery<C extends Claim>(options: DeliveryOptions<C>): Delivery {
  const { kind, store, log, metrics, now, leaseSeconds, atOnce } = options;
  const running = new Set<Promise<void>>();
  const deferred = new Map<NodeJS.Timeout, readonly Claim[]>();
  const lanes = createLanes<C>({ perLane: options.perLane, run, defer });
  let open = true;
  let looking: Promise<number> | undefined;
  let lookAgain = false;
  let moreWaiting = false;

  function look(): Promise<number> {
    lookAgain = true;
    looking ??= takeAll().finally(() => (looking = undefined));
    return looking;
  }

  async function takeAll(): Promise<number> {
    let taken = 0;
    while (open && (lookAgain || moreWaiting)) {
      const limit = Math.min(BATCH, atOnce - lanes.size);
      // A try that ends looks again, see `run`.
      moreWaiting = limit <= 0;
      if (moreWaiting) break;
      lookAgain = false;
      const claims = await options.claim({ limit, leaseSeconds });
      moreWaiting = claims.length === limit;
      taken += claims.length;
      if (open) for (const claim of claims) lanes.place(options.laneOf(claim), claim);
      else await release(claims);
    }
    return taken;
  }

  function run(claim: C): Promise<void> {
    const work = attemptAndRecord(claim).finally(() => {
      running.delete(work);
      if (moreWaiting && open) look().catch(failed);
    });
    running.add(work);
    return work;
  }

  async function attemptAndRecord(claim: C): Promise<void> {
    const at = now();
    const startedAt = performance.now();
    metrics.attemptsInFlight.inc({ kind });
    const tried = await options.attempt(claim).catch((error: unknown) => broken(claim, error));
    const durationMs = Math.round(performance.now() - startedAt);
    metrics.attemptsInFlight.dec({ kind });
    metrics.attempts.inc({ kind, outcome: tried.outcome.kind });
    metrics.attemptSeconds.observe({ kind }, durationMs / 1_000);
    const { outcome, statusCode, response } = tried;
    const step = afterAttempt(kind, claim.attempt, outcome, options.random());
    const error = outcome.kind === 'delivered' ? null : outcome.error;
    const recorded = await record(claim, { at, durationMs, statusCode, response, error, step });
    if (recorded) options.onRecorded(step.nextInMilliseconds === null);
  }

  /** A second report of the same try changes nothing, so a lost answer of the database is no harm. */
  async function record(claim: C, result: AttemptResult): Promise<boolean> {
    for (let round = 1; ; round++) {
      try {
        const recorded = await recordAttempt(store, bare(claim), result);
        if (!recorded) metrics.attemptsFenced.inc({ kind });
        return recorded;
      } catch (fault) {
        failed(fault);
        // Nothing is lost: the lease runs out, and the same thing is sent again under the same id.
        if (round === RECORD_ROUNDS) return false;
        await delay(1_000);
      }
    }
  }

  /** Our own fault must end somewhere too: it is retried on the schedule, then dead, not for ever. */
  function broken(claim: C, error: unknown): Tried {
    log.error({ err: error, kind, deliveryId: claim.deliveryId }, 'a try broke on our side');
    return {
      outcome: { kind: 'retry', error: 'internal error' },
      statusCode: null,
      response: null,
    };
  }

  /** Keeps the lease for a while, without the content, so that others come first; then gives back. */
  function defer(claims: readonly C[]): void {
    const kept = claims.map(bare);
    const timer = setTimeout(
      () => {
        deferred.delete(timer);
        release(kept).catch(failed);
      },
      (leaseSeconds * 1_000 * 2) / 3,
    );
    deferred.set(timer, kept);
  }

  async function release(claims: readonly Claim[]): Promise<void> {
    if (claims.length > 0) await releaseLeases(store, claims.map(bare));
  }

  function failed(error: unknown): void {
    metrics.loopErrors.inc({ loop: kind });
    log.error({ err: error, kind }, 'delivering failed, will try again');
  }

  async function close(): Promise<void> {
    open = false;
    await looking?.catch(failed);
    const given = [...deferred.values()].flat();
    for (const timer of deferred.keys()) clearTimeout(timer);
    deferred.clear();
    await release([...lanes.drain(), ...given]).catch(failed);
    await Promise.all(running);
  }

  return { look, close };
}

const bare = ({ developerId, deliveryId, kind, mode, pauseId, attempt }: Claim): Claim => ({
  developerId,
  deliveryId,
  kind,
  mode,
  pauseId,
  attempt,
});
