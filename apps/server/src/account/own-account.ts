// What signed-in people change about themselves; for the riskier half they show again who they are.
import { DomainError, MINUTE } from '@pausepoint/core';
import { changePassword as change, findPerson, proveSession } from '@pausepoint/store';
import { sessionToken } from '../middleware/session.ts';
import type { Ctx, Services } from '../services.ts';
import { checkPassword } from './sign-in.ts';

const FRESH = 10 * MINUTE;

/** Whether the person showed just now who they are: signed in, or gave their password. */
export function isFresh(ctx: Ctx): boolean {
  const { session, now } = ctx.state;
  return session !== undefined && now.getTime() - session.provedAt.getTime() <= FRESH;
}

/** Makes the session fresh. Throws `credentials_invalid`, `rate_limited`. */
export async function proveByPassword(
  ctx: Ctx,
  services: Services,
  password: string,
): Promise<void> {
  const { email, personId } = ctx.state.session!;
  const person = await checkPassword(ctx, services, { email, password });
  if (person.personId !== personId) throw new DomainError('credentials_invalid');
  const token = sessionToken(ctx, services.config)!;
  await proveSession(services.store, token, ctx.state.now);
  ctx.state.session = { ...ctx.state.session!, provedAt: ctx.state.now };
}

/**
 * Ends the person's other sessions.
 * @param current needed unless they have none and showed just now who they are
 */
export async function changePassword(
  ctx: Ctx,
  services: Services,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  const { personId, id: sessionId } = ctx.state.session!;
  const person = await findPerson(services.store, personId);
  if (person?.passwordHash) await proveByPassword(ctx, services, current);
  else if (!isFresh(ctx)) throw new DomainError('session_required', 'Sign in again first.');
  const passwordHash = await services.passwords.hash(next);
  await change(services.store, { personId, passwordHash, sessionId, now: ctx.state.now });
}
