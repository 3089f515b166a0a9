// An address confirmed by whoever is signed in: a link by mail, which shows that its mails reach them.
import { askConfirmation as ask, confirmAddress as confirm } from '@pausepoint/store';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';

/** Whether a link would arrive anywhere. */
export const mailArrives = ({ config, channels }: Services): boolean =>
  config.local || channels.couriers.email !== undefined;

/** To the signed-in person's own address. Throws `rate_limited`. */
export async function askConfirmation(ctx: Ctx, services: Services): Promise<void> {
  const { email } = ctx.state.session!;
  await services.limits.confirm(visitorNetwork(ctx), email);
  await ask(services.store, { email, now: ctx.state.now });
  services.signals.due();
}

/** False: the link is for another address, or over. */
export function confirmAddress(ctx: Ctx, services: Services, token: string): Promise<boolean> {
  const { personId, email } = ctx.state.session!;
  return confirm(services.store, { personId, email, token, now: ctx.state.now });
}
