// Who a signed-in person is, told by a cookie no script can read and no foreign site can use.
import { DomainError, mayDo, type Deed } from '@pausepoint/core';
import { closeSession, findSession, type SessionRecord } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import type { Ctx, Services } from '../services.ts';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** Whoever is signed in, if anybody is. */
export async function sessionOf(
  ctx: Ctx,
  { store, config }: Pick<Services, 'store' | 'config'>,
): Promise<SessionRecord | undefined> {
  const token = sessionToken(ctx, config);
  return token === undefined ? undefined : findSession(store, token, ctx.state.now);
}

export async function requireSession(ctx: Ctx, services: Services): Promise<void> {
  const session = await sessionOf(ctx, services);
  if (!session) throw new DomainError('session_required');
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') requireSameSite(ctx, services.config);
  ctx.state.session = session;
}

/** The same for a page that serves visitors too, and only wants to know whether they are signed in. */
export async function knowSession(ctx: Ctx, services: Services): Promise<void> {
  const token = sessionToken(ctx, services.config);
  const session = token && (await findSession(services.store, token, ctx.state.now));
  if (session) ctx.state.session = session;
}

/** Throws `role_denied` unless the signed-in person's role lets them. */
export function requireDeed(ctx: Ctx, deed: Deed): void {
  if (ctx.state.session && mayDo(ctx.state.session.role, deed)) return;
  throw new DomainError('role_denied', 'Your role in this team does not include this.');
}

/** Throws `request_forged` when a browser says that another site made it send this. */
export function requireSameSite(ctx: Ctx, config: Pick<ServerConfig, 'publicUrl'>): void {
  const site = ctx.get('Sec-Fetch-Site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = ctx.get('Origin');
  // Neither header: not a browser, and so nobody's cookie is being abused.
  if (site === '' && (origin === '' || origin === new URL(config.publicUrl).origin)) return;
  throw new DomainError('request_forged');
}

export const hasSessionCookie = (ctx: Ctx, config: ServerConfig): boolean =>
  sessionToken(ctx, config) !== undefined;

export function setSessionCookie(ctx: Ctx, config: ServerConfig, token: string): void {
  writeCookie(ctx, config, token, WEEK_SECONDS);
}

export async function endSession(ctx: Ctx, services: Services): Promise<void> {
  const token = sessionToken(ctx, services.config);
  if (token !== undefined) await closeSession(services.store, token);
  writeCookie(ctx, services.config, '', 0);
}

/** What the cookie brought; whether it opens anything is not known yet. */
export function sessionToken(ctx: Ctx, config: ServerConfig): string | undefined {
  const name = cookieName(config);
  for (const pair of ctx.get('Cookie').split('; ')) {
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1) || undefined;
  }
  return undefined;
}

const isSecure = (config: ServerConfig): boolean => config.publicUrl.startsWith('https:');

/** The `__Host-` prefix binds the cookie to this very host, and to https. */
const cookieName = (config: ServerConfig): string =>
  isSecure(config) ? '__Host-pausepoint_session' : 'pausepoint_session';

function writeCookie(ctx: Ctx, config: ServerConfig, value: string, seconds: number): void {
  const secure = isSecure(config) ? '; Secure' : '';
  ctx.append(
    'Set-Cookie',
    `${cookieName(config)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
}
