// When a webhook endpoint counts as failing, and when it is switched off.
import type { DisabledReason } from './delivery.ts';
import { DAY, SECOND } from './time.ts';

/** What a try showed of its receiver. `gone`: it answered 410, which means never again. */
export type ReceiverWord = 'accepted' | 'failed' | 'gone';

export type EndpointChange =
  | { readonly to: 'well' | 'failing' }
  | { readonly to: 'disabled'; readonly reason: Exclude<DisabledReason, 'by_developer'> };

/** Whoever has failed for this long, with not one success in between, is not asked any more. */
export const endpointPatienceSeconds = (5 * DAY) / SECOND;

/**
 * What one try changes; undefined: nothing, as nearly always.
 * @param failingSeconds since the first failed try after a success; null: it is well
 */
export function afterWord(
  word: ReceiverWord,
  failingSeconds: number | null,
): EndpointChange | undefined {
  if (word === 'gone') return { to: 'disabled', reason: 'gone' };
  if (word === 'accepted') return failingSeconds === null ? undefined : { to: 'well' };
  if (failingSeconds === null) return { to: 'failing' };
  if (failingSeconds < endpointPatienceSeconds) return undefined;
  return { to: 'disabled', reason: 'failing' };
}
