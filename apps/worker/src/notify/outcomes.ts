// Ends of a notification that nobody but us decides.
import type { Outcome } from '@pausepoint/core';

/** No try will ever succeed: told to the developer. */
export const dead = (error: string): Outcome => ({ kind: 'dead', error });

/** There is nothing left to say: nobody's news. */
export const moot = (error: string): Outcome => ({ kind: 'moot', error });

/** It is not its turn: nothing was tried. */
export const postponed = (error: string, seconds: number): Outcome => ({
  kind: 'postponed',
  error,
  afterSeconds: Math.max(1, seconds),
});
