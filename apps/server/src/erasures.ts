// Hears of what any process erases, so that none of it is shown from memory a second later.
import type { Tail } from '@pausepoint/store';
import type { PauseRef } from '@pausepoint/runtime';

export interface Erasures {
  /** Resolves once all that was erased until a second ago has been heard of; as a rule at once. */
  caughtUp(): Promise<void>;
}

interface ErasureParts {
  /** Everything erased after the cursor; from null: nothing yet, but where the end is. */
  readonly read: (cursor: string | null) => Promise<Tail>;
  readonly forget: (pauses: readonly PauseRef[]) => void;
  /** What was erased since the last time was not heard of. */
  readonly forgetAll: () => void;
}

const FRESH_MILLISECONDS = 900;
/** After so long without a question nothing is in memory any more, and much to look through. */
const GAP_MILLISECONDS = 60_000;

/** Asks when it is asked, and at most about once a second: who shows nothing need not know. */
export function createErasures({ read, forget, forgetAll }: ErasureParts): Erasures {
  let cursor: string | null = null;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  async function catchUp(): Promise<void> {
    const begun = performance.now();
    const from = begun - readAt > GAP_MILLISECONDS ? null : cursor;
    const page = await read(from);
    if (from === null) forgetAll();
    else if (page.pauses.length > 0) forget(page.pauses);
    cursor = page.cursor;
    readAt = begun;
  }

  return {
    caughtUp() {
      if (performance.now() - readAt <= FRESH_MILLISECONDS) return Promise.resolve();
      return (reading ??= catchUp().finally(() => (reading = undefined)));
    },
  };
}
