// The developer takes a question back, from whichever door.
import { DomainError } from '@pausepoint/core';
import { type Scope, settle } from '@pausepoint/store';
import type { ShownPause } from './pause-reader.ts';
import type { Services } from './services.ts';
import { tellSettled } from './tell-settled.ts';

/** The pause as it is now, withdrawn or settled before. Throws `not_found`. */
export async function withdrawPause(
  services: Services,
  of: Scope & { readonly id: string },
): Promise<ShownPause> {
  const { store, pauses } = services;
  const { developerId, mode, id: pauseId } = of;
  const [settled] = await settle(store, [{ kind: 'cancel', developerId, mode, pauseId }]);
  if (!settled) throw new Error('the gate gave no verdict');
  const { verdict } = settled;
  if ('settlement' in verdict) {
    tellSettled(services, { developerId, pauseId }, verdict.settlement.status);
  }
  const shown = await pauses.find(of);
  if (!shown) throw new DomainError('not_found');
  return shown;
}
