// Signing in by the operator's identity provider: there, back, and whose account that opens.
import { DomainError, seal, unseal } from '@pausepoint/core';
import {
  acceptInvitation,
  findIdentity,
  findInvitation,
  findPersonByEmail,
  linkIdentity,
  listBelongings,
  register,
  type Registered,
} from '@pausepoint/store';
import { loggableError } from '../loggable-error.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';
import { CALLBACK, type OidcChecks, type OidcClaims } from './identity-provider.ts';
import { openFor } from './sign-in.ts';

const TEN_MINUTES = 600;

interface Kept extends OidcChecks {
  readonly next: string;
  readonly until: number;
}

/**
 * @param next a path of ours, where to go from there
 * @returns the provider's page. Throws `not_found` where none is set up, `overloaded` while it is away.
 */
export async function startOidc(ctx: Ctx, services: Services, next: string): Promise<string> {
  const { identityProvider, limits, store } = services;
  if (!identityProvider) throw new DomainError('not_found');
  await limits.passkey(visitorNetwork(ctx));
  const { url, checks } = await identityProvider.begin().catch(() => {
    const detail = 'The identity provider does not answer; try again in a moment.';
    throw new DomainError('overloaded', detail, { retryAfterSeconds: 5 });
  });
  const until = ctx.state.now.getTime() + TEN_MINUTES * 1_000;
  const kept: Kept = { ...checks, next: next.slice(0, 1_000), until };
  const sealed = seal(store.ring, 'seal-sign-in', JSON.stringify(kept), CALLBACK);
  writeCookie(ctx, services, sealed.toString('base64url'), TEN_MINUTES);
  return url;
}

export interface OidcSignedIn {
  readonly next: string;
  /** An account was opened by it: its keys, told this once. */
  readonly registered: Registered | null;
}

/**
 * Signs in whom the provider names. Throws `credentials_invalid` where anything is not as it should be,
 * `sign_up_closed` where somebody new would need an invitation, `not_found` where none is set up.
 */
export async function finishOidc(ctx: Ctx, services: Services): Promise<OidcSignedIn> {
  const { identityProvider, log } = services;
  if (!identityProvider) throw new DomainError('not_found');
  const kept = readCookie(ctx, services);
  // Good once, whatever comes of it.
  writeCookie(ctx, services, '', 0);
  if (!kept) throw refused('It took too long, or began in another browser.');
  const claims = await identityProvider.end(ctx.search, kept).catch((error: unknown) => {
    log.warn({ err: loggableError(error) }, 'a sign-in by the identity provider was refused');
    throw refused('The identity provider did not confirm it.');
  });
  const { personId, registered } = await personOf(ctx, services, claims, kept.next);
  const [last] = await listBelongings(services.store, personId);
  if (!last) throw refused('This account belongs to no team any more.');
  await openFor(ctx, services, { personId, developerId: last.developerId }, 'oidc');
  return { next: kept.next, registered };
}

const refused = (why: string): DomainError =>
  new DomainError('credentials_invalid', `${why} Nobody was signed in; try again.`);

interface Found {
  readonly personId: string;
  readonly registered: Registered | null;
}

async function personOf(
  ctx: Ctx,
  services: Services,
  claims: OidcClaims,
  next: string,
): Promise<Found> {
  const { store } = services;
  const { now } = ctx.state;
  const { email } = claims;
  const linked = await findIdentity(store, claims);
  if (linked !== undefined) return { personId: linked, registered: null };
  if (email === null) throw refused('The identity provider has not verified your e-mail address.');
  const known = await findPersonByEmail(store, email);
  const found = known ? { personId: known.personId, registered: null } : undefined;
  const { personId, registered } = found ?? (await somebodyNew(ctx, services, claims, email, next));
  await linkIdentity(store, { ...claims, personId, now });
  return { personId, registered };
}

/** Whoever came from an invitation takes it up; else SIGN_UP says what it takes. */
async function somebodyNew(
  ctx: Ctx,
  { store, config }: Services,
  claims: OidcClaims,
  email: string,
  next: string,
): Promise<Found> {
  const { now } = ctx.state;
  const person = { name: nameOf(claims, email), passwordHash: null };
  const token = /^\/invite\/([\w-]{43})$/.exec(next)?.[1];
  const invitation = token && (await findInvitation(store, token, now));
  const meant = invitation && invitation.email === email.toLowerCase();
  if (meant || config.signUp !== 'open') {
    const accepted = await acceptInvitation(store, { by: { email }, person, now });
    if (accepted) return { personId: accepted.personId, registered: null };
  }
  if (config.signUp !== 'open' && config.signUp !== 'invite') {
    throw new DomainError('sign_up_closed');
  }
  const registered = await register(store, {
    ...{ ...person, email, now, plan: config.defaultPlan },
    emailVerified: true,
    onlyInvited: config.signUp === 'invite',
  });
  return { personId: registered.personId, registered };
}

/** Shown to others, so without what cannot be seen. */
const nameOf = ({ name }: OidcClaims, email: string): string => {
  const shown = (name ?? email.split('@')[0]!).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return [...shown].slice(0, 100).join('') || 'Somebody';
};

const cookieName = ({ config }: Services): string =>
  config.publicUrl.startsWith('https:') ? '__Host-pausepoint-oidc' : 'pausepoint-oidc';

/** Lax: the way back from the provider is another site's link. */
function writeCookie(ctx: Ctx, services: Services, value: string, seconds: number): void {
  const secure = services.config.publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${cookieName(services)}=${value}; ${attributes}`);
}

function readCookie(ctx: Ctx, services: Services): Kept | undefined {
  const value = ctx.cookies.get(cookieName(services));
  if (!value) return undefined;
  try {
    const sealed = Buffer.from(value, 'base64url');
    const kept = JSON.parse(unseal(services.store.ring, 'seal-sign-in', sealed, CALLBACK)) as Kept;
    return kept.until > ctx.state.now.getTime() ? kept : undefined;
  } catch {
    return undefined;
  }
}
