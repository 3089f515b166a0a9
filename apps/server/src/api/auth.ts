// Accounts: opening one, signing in and out, and who one is.
import { parseLogin, parseRegister, presentMe, presentRegistered } from '@pausepoint/contract';
import { DomainError, plans, usagePeriod } from '@pausepoint/core';
import { countPauses, findDeveloper } from '@pausepoint/store';
import { signIn } from '../account/sign-in.ts';
import { signUp } from '../account/sign-up.ts';
import { readBody, readNoFields } from '../middleware/body.ts';
import { endSession, requireSameSite } from '../middleware/session.ts';
import type { Ctx, Services } from '../services.ts';
import { callerOf } from './caller.ts';

/** POST /v1/auth/register. */
export async function registerDeveloper(ctx: Ctx, services: Services): Promise<void> {
  requireSameSite(ctx, services.config);
  const account = parseRegister(await readBody(ctx));
  const registered = await signUp(ctx, services, account);
  ctx.status = 201;
  ctx.body = presentRegistered({ ...registered, plan: services.config.defaultPlan });
}

/** POST /v1/auth/login: one answer for an unknown address and a wrong password, in one time. */
export async function login(ctx: Ctx, services: Services): Promise<void> {
  requireSameSite(ctx, services.config);
  await signIn(ctx, services, parseLogin(await readBody(ctx)));
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
    developer: { ...developer, email: session?.email ?? developer.email },
    mode: mode ?? null,
    role: (key ?? session)!.role,
    limits: config.planLimits && mode !== 'test' ? plans[developer.plan] : null,
    usage: { period, pauses },
  });
}
