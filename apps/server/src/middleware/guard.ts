// Lets through whom the route asks for, and leaves who it is in the state.
import { DomainError, type Deed } from '@pausepoint/core';
import type { Guard, PageGuard } from '../router.ts';
import type { Ctx, Services } from '../services.ts';
import { requireKey } from './api-key.ts';
import { hasSessionCookie, requireDeed, requireSession } from './session.ts';

type Check = (ctx: Ctx, services: Services) => Promise<void> | void;

/** With both, the key decides: whoever sends one means it. */
const keyOr =
  (person: Check, key: Check): Check =>
  (ctx, services) =>
    !ctx.get('Authorization') && hasSessionCookie(ctx, services.config)
      ? person(ctx, services)
      : key(ctx, services);

const memberWho =
  (deed: Deed): Check =>
  async (ctx, services) => {
    await requireSession(ctx, services);
    requireDeed(ctx, deed);
  };

/** What reads is for those who may read, everything else for those who may build. */
const requireMember: Check = (ctx, services) =>
  memberWho(ctx.method === 'GET' || ctx.method === 'HEAD' ? 'read' : 'build')(ctx, services);

async function requireAdminKey(ctx: Ctx, services: Services): Promise<void> {
  await requireKey(ctx, services);
  if (ctx.state.key?.role === 'admin') return;
  throw new DomainError('role_denied', 'This needs a key with the role admin.');
}

/** Whose refusals are told as pages: in front of these stands a person. */
export const isPageGuard = (guard: Guard): guard is PageGuard =>
  ['person', 'reader', 'builder', 'answerer', 'owner'].includes(guard);

export const guards: Readonly<Record<Guard, Check>> = {
  admin: requireAdminKey,
  agent: requireKey,
  session: requireMember,
  'admin|session': keyOr(requireMember, requireAdminKey),
  'agent|session': keyOr(requireMember, requireKey),
  'agent|person': keyOr(requireSession, requireKey),
  decider: memberWho('decide'),
  person: requireSession,
  reader: memberWho('read'),
  builder: memberWho('build'),
  answerer: memberWho('decide'),
  owner: memberWho('own'),
  visitor: () => undefined,
  nobody: () => undefined,
};
