// The code that proves who holds a link: how it is kept, and how often it may be guessed.
import { createHmac, type KeyObject } from 'node:crypto';
import type { PauseKey } from '../records.ts';

/** Whose link it is. */
export interface LinkKey extends PauseKey {
  readonly recipientIndex: number;
}

/** Wrong tries at one code; then it takes a new one. */
export const MOST_TRIES = 5;
/** At all codes of a link together: of a million each, they are found one time in ten thousand. */
export const MOST_WRONG = 100;

/** Good for one link only, and worth nothing without the operator's secret. */
export const hashCode = (
  key: KeyObject,
  { developerId, pauseId, recipientIndex }: LinkKey,
  digits: string,
): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([developerId, pauseId, recipientIndex, digits]))
    .digest();
