// Opens what was claimed, one by one: what cannot be opened ends here and holds up nobody else.
import { afterAttempt } from '@pausepoint/core';
import { recordAttempts, type Report } from './record-attempts.ts';
import type { Claim } from '../records.ts';
import type { Store } from '../store.ts';

export interface ClaimOptions {
  readonly limit: number;
  /** Whoever has not recorded the outcome by then has lost the delivery to the next claim. */
  readonly leaseSeconds: number;
  /** Told of what was sealed with a secret nobody gave us, or altered; the delivery has ended. */
  readonly onUnreadable?: ((claim: Claim, error: unknown) => void) | undefined;
}

/** What ends whatever was still to be told of it. */
export const WAS_ERASED = 'the personal data was erased';

interface Taken<C extends Claim> {
  readonly claim: Claim;
  /** By the database's clock. */
  readonly at: Date;
  /** Throws when it cannot; `gone`: why there is nothing left to try. */
  readonly open: () => C | { readonly gone: string };
}

/**
 * More than any schedule and its bad luck. Whoever claims this often and never tells has died of it
 * every time, and so would the next one.
 */
const MOST_CLAIMS = 50;

export async function openClaims<C extends Claim>(
  store: Store,
  taken: readonly Taken<C>[],
  { onUnreadable }: ClaimOptions,
): Promise<C[]> {
  const opened: C[] = [];
  const over: Report[] = [];
  for (const { claim, at, open } of taken) {
    if (triesOf(claim) > MOST_CLAIMS) {
      over.push(endOf(claim, at, 'tried too often without an outcome'));
      continue;
    }
    try {
      const came = open();
      if ('gone' in came) over.push(endOf(claim, at, came.gone));
      else opened.push(came);
    } catch (error) {
      over.push(endOf(claim, at, `it cannot be opened: ${wordsOf(error)}`));
      onUnreadable?.(claim, error);
    }
  }
  await recordAttempts(store, over);
  return opened;
}

/** Since it was last sent again on purpose. */
const triesOf = ({ attempt, retriesFrom = 0 }: Claim): number => attempt - retriesFrom;

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

function endOf(claim: Claim, at: Date, error: string): Report {
  const step = afterAttempt(claim.kind, triesOf(claim), { kind: 'dead', error }, 0);
  const nothing = { durationMs: 0, statusCode: null, response: null, ref: null };
  return { claim, result: { ...nothing, at, error, step } };
}
