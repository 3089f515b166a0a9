// The pause a page is about: the signed-in person's developer's, in the mode the page shows.
import { readId } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import type { PauseRecord, Scope } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { modeOf } from '../dashboard/mode.ts';

export const scopeOfPage = (ctx: Ctx, services: Pick<Services, 'config'>): Scope => ({
  developerId: ctx.state.session!.developerId,
  mode: modeOf(ctx, services),
});

export function ownPauseKey(ctx: Ctx, services: Services): Scope & { readonly id: string } {
  const id = readId('pause', ctx.state.params.id!);
  ctx.state.pauseId = id;
  return { ...scopeOfPage(ctx, services), id };
}

export async function ownPause(ctx: Ctx, services: Services): Promise<PauseRecord> {
  const shown = await services.pauses.find(ownPauseKey(ctx, services));
  if (!shown) throw new DomainError('not_found');
  return shown.pause;
}
