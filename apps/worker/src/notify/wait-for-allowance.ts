// So many messages an hour to one address, whoever asks: what a person can be asked to bear.
import type { Courier } from '@pausepoint/channels';
import { SECOND, type Outcome } from '@pausepoint/core';
import { takeMessageAllowance, type NotificationClaim } from '@pausepoint/store';
import type { NotifyParts } from './notify.ts';
import { dead } from './outcomes.ts';

/**
 * Undefined: it may go now, and counts.
 *
 * @param until from then on the message is of no use
 */
export async function waitForAllowance(
  { store, now }: NotifyParts,
  { channel, address }: NotificationClaim,
  { perHour }: Courier,
  until: Date,
): Promise<Outcome | undefined> {
  if (perHour === undefined) return undefined;
  const at = now();
  const seconds = await takeMessageAllowance(store, { channel, address, perHour, now: at });
  if (seconds === 0) return undefined;
  const error = `no more than ${perHour} messages an hour go to one recipient`;
  // It could not be answered by then.
  if (at.getTime() + seconds * SECOND >= until.getTime()) return dead(error);
  return { kind: 'postponed', error, afterSeconds: seconds };
}
