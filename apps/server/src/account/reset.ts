// A forgotten password: a link by mail, good once and for an hour, that sets a new one.
import { askReset as ask, findReset as find, resetPassword as reset } from '@pausepoint/store';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';

/** The same answer in the same time for every address. Throws `rate_limited`. */
export async function askReset(ctx: Ctx, services: Services, email: string): Promise<void> {
  const address = email.trim().toLowerCase();
  await services.limits.reset(visitorNetwork(ctx), address);
  await ask(services.store, { email: address, now: ctx.state.now });
  services.signals.due();
}

/** Whose password the link sets; undefined: it is not, or no longer, good. */
export const findReset = (ctx: Ctx, { store }: Services, token: string) =>
  find(store, token, ctx.state.now);

/** Ends all sessions of that person, and signs nobody in. False: the link is not, or no longer, good. */
export async function resetPassword(
  ctx: Ctx,
  services: Services,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<boolean> {
  // Hashing is dear: not for whoever has no link.
  if (!(await findReset(ctx, services, token))) return false;
  const passwordHash = await services.passwords.hash(password);
  const { now } = ctx.state;
  return (await reset(services.store, { token, passwordHash, now })) !== undefined;
}
