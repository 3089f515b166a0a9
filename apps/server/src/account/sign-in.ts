// Signing in and out, and from one developer to another: each time under a new token.
import { DomainError } from '@pausepoint/core';
import {
  findPersonByEmail,
  openSession,
  switchSession,
  type PersonRecord,
  type SignedInVia,
} from '@pausepoint/store';
import { sessionToken, setSessionCookie } from '../middleware/session.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';
import { deviceWords } from './device-words.ts';

export interface SignedIn {
  readonly personId: string;
  readonly developerId: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** One refusal for an unknown address and a wrong password, in one time: `credentials_invalid`. */
export async function signIn(
  ctx: Ctx,
  services: Services,
  credentials: Credentials,
): Promise<SignedIn> {
  const { personId, developerId } = await checkPassword(ctx, services, credentials);
  if (developerId === null) throw new DomainError('credentials_invalid');
  return openFor(ctx, services, { personId, developerId }, 'password');
}

/** Whose password it is, throttled for this visitor and this address. */
export async function checkPassword(
  ctx: Ctx,
  { store, limits, passwords }: Services,
  { email, password }: Credentials,
): Promise<PersonRecord> {
  await limits.signIn(visitorNetwork(ctx), email.trim().toLowerCase());
  const person = await findPersonByEmail(store, email);
  const known = await passwords.verify(password, person?.passwordHash ?? undefined);
  if (!known || !person) throw new DomainError('credentials_invalid');
  return person;
}

/** The browser's session until now ends: a token that somebody else planted or saw opens nothing. */
export async function openFor(
  ctx: Ctx,
  { store, config }: Services,
  person: SignedIn,
  via: SignedInVia,
): Promise<SignedIn> {
  const previous = sessionToken(ctx, config);
  const device = deviceWords(ctx.get('User-Agent'));
  const { now } = ctx.state;
  const { personId, developerId } = person;
  const session = { personId, developerId, via, device, previous, now };
  setSessionCookie(ctx, config, await openSession(store, session));
  return person;
}

/** Throws `not_found` where the person does not belong. */
export async function switchDeveloper(
  ctx: Ctx,
  { store, config }: Services,
  developerId: string,
): Promise<void> {
  const token = sessionToken(ctx, config);
  const fresh = token && (await switchSession(store, { token, developerId, now: ctx.state.now }));
  if (!fresh) throw new DomainError('not_found');
  setSessionCookie(ctx, config, fresh);
}
