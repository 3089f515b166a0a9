// Opens a pause, together with those that come while others are being written: see `open-pauses`.
import { DomainError } from '@pausepoint/core';
import { asOpened } from './as-opened.ts';
import { findTwin } from './find-twin.ts';
import { toRows } from './pause-rows.ts';
import type { NewPause, PauseRecord } from '../records.ts';
import { sqlState } from '../sql.ts';
import type { Store } from '../store.ts';

export async function openPause(
  store: Store,
  pause: NewPause,
): Promise<{ replayed: boolean; pause: PauseRecord }> {
  const clock = await store.openTogether(toRows(store.ring, pause)).catch((error: unknown) => {
    throw refusalOf(error, pause) ?? error;
  });
  if (clock) return { replayed: false, pause: asOpened(pause, clock) };
  return { replayed: true, pause: await findTwin(store, pause) };
}

function refusalOf(error: unknown, { hourlyQuota }: NewPause): DomainError | undefined {
  const state = sqlState(error);
  if (state === 'PP402') return new DomainError('plan_limit_reached');
  if (state !== 'PP403') return undefined;
  const detail = `The key’s policy allows ${hourlyQuota!.pauses} pauses an hour.`;
  return new DomainError('policy_denied', detail);
}
