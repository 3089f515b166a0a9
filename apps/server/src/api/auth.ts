// Accounts: opening one, signing in and out, and who one is.
import { timingSafeEqual } from 'node:crypto';
import { parseLogin, parseRegister, presentMe, presentRegistered } from '@pausepoint/contract';
import { DomainError, hashApiKey, plans, usagePeriod } from '@pausepoint/core';
import {
  countDevelopers,
  countPauses,
  findDeveloper,
  findPersonByEmail,
  openSession,
  register,
  setupToken,
} from '@pausepoint/store';
import { readBody, readNoFields } from '../middleware/body.ts';
import { endSession, requireSameSite, setSessionCookie } from '../middleware/session.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';
import { callerOf } from './caller.ts';

/** POST /v1/auth/register. */
export async function registerDeveloper(ctx: Ctx, services: Services): Promise<void> {
  const { config, store, limits, passwords } = services;
  requireSameSite(ctx, config);
  const account = parseRegister(await readBody(ctx));
  await requireSignUp(services, ctx.state.now, account.setupToken);
  await limits.signUp(visitorNetwork(ctx));
  const registered = await register(store, {
    email: account.email,
    name: account.name,
    passwordHash: await passwords.hash(account.password),
    plan: config.defaultPlan,
    now: ctx.state.now,
    onlyFirst: config.signUp === 'first',
  });
  ctx.status = 201;
  ctx.body = presentRegistered({ ...registered, plan: config.defaultPlan });
}

async function requireSignUp(services: Services, now: Date, given: string | null): Promise<void> {
  const { config, store } = services;
  if (config.signUp === 'open') return;
  if (config.signUp !== 'first' || (await countDevelopers(store)) > 0) {
    throw new DomainError('sign_up_closed');
  }
  const token = await setupToken(store, now);
  if (token !== null && given !== null && sameText(given, token)) return;
  const detail = 'The first account needs the setup_token that the server printed in its log.';
  throw new DomainError('sign_up_closed', detail);
}

const sameText = (a: string, b: string): boolean => timingSafeEqual(hashApiKey(a), hashApiKey(b));

/** POST /v1/auth/login: one answer for an unknown address and a wrong password, in one time. */
export async function login(ctx: Ctx, services: Services): Promise<void> {
  const { config, store, limits, passwords } = services;
  requireSameSite(ctx, config);
  const { email, password } = parseLogin(await readBody(ctx));
  await limits.signIn(visitorNetwork(ctx), email.toLowerCase());
  const person = await findPersonByEmail(store, email);
  const known = await passwords.verify(password, person?.passwordHash);
  if (!known || !person) throw new DomainError('credentials_invalid');
  const { personId, developerId } = person;
  setSessionCookie(
    ctx,
    config,
    await openSession(store, { personId, developerId, now: ctx.state.now }),
  );
  ctx.status = 204;
}

/** POST /v1/auth/logout: without a session too. */
export async function logout(ctx: Ctx, services: Services): Promise<void> {
  requireSameSite(ctx, services.config);
  await readNoFields(ctx);
  await endSession(ctx, services);
  ctx.status = 204;
}

/** GET /v1/auth/me. */
export async function me(ctx: Ctx, services: Services): Promise<void> {
  const { config, store } = services;
  const { key, session, now } = ctx.state;
  const { developerId, mode } = callerOf(ctx);
  const period = usagePeriod(now);
  const [developer, pauses] = await Promise.all([
    findDeveloper(store, developerId),
    countPauses(store, { developerId, period }),
  ]);
  if (!developer) throw new DomainError('not_found');
  ctx.body = presentMe({
    developer,
    mode: mode ?? null,
    role: (key ?? session)!.role,
    limits: config.planLimits && mode !== 'test' ? plans[developer.plan] : null,
    usage: { period, pauses },
  });
}
