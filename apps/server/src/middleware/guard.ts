// Lets through whom the route asks for, and leaves who it is in the state.
import { DomainError } from '@pausepoint/core';
import type { Guard, PageGuard } from '../router.ts';
import type { Ctx, Services } from '../services.ts';
import { requireKey } from './api-key.ts';
import { hasSessionCookie, requireSession } from './session.ts';

type Check = (ctx: Ctx, services: Services) => Promise<void> | void;

/** With both, the key decides: whoever sends one means it. */
const keyOrSession =
  (check: Check): Check =>
  (ctx, services) =>
    !ctx.get('Authorization') && hasSessionCookie(ctx, services.config)
      ? requireSession(ctx, services)
      : check(ctx, services);

async function requireAdminKey(ctx: Ctx, services: Services): Promise<void> {
  await requireKey(ctx, services);
  if (ctx.state.key?.role === 'admin') return;
  throw new DomainError('role_denied', 'This needs a key with the role admin.');
}

/** Whose refusals are told as pages: in front of these stands a person. */
export const isPageGuard = (guard: Guard): guard is PageGuard =>
  ['person', 'reader', 'builder', 'owner'].includes(guard);

export const guards: Readonly<Record<Guard, Check>> = {
  admin: requireAdminKey,
  agent: requireKey,
  session: requireSession,
  'admin|session': keyOrSession(requireAdminKey),
  'agent|session': keyOrSession(requireKey),
  // Every member is an owner.
  person: requireSession,
  reader: requireSession,
  builder: requireSession,
  owner: requireSession,
  visitor: () => undefined,
  nobody: () => undefined,
};
