// Passkeys people sign in with: set up by whoever showed just now who they are, then instead of a password.
import { DomainError, parseId } from '@pausepoint/core';
import {
  addPersonPasskey,
  listBelongings,
  listPersonPasskeys,
  usePersonPasskey,
} from '@pausepoint/store';
import { pageCookie, readPageCookie } from '../pages/page-nonce.ts';
import {
  askToConfirm,
  askToSetUp,
  verifyConfirmation,
  verifySetUp,
} from '../pages/proof/webauthn.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';
import { challengeTime, mintChallenge, type ChallengeScope } from './challenge.ts';
import { isFresh } from './own-account.ts';
import { openFor, type SignedIn } from './sign-in.ts';

/** For `navigator.credentials.get`, as JSON; any passkey of this site may answer. */
export function passkeyOptions(ctx: Ctx, { store, config }: Services) {
  const scope = { purpose: 'sign-in', cookie: pageCookie(ctx, config) } as const;
  return askToConfirm(config, [], mintChallenge(store.ring, scope, ctx.state.now));
}

/**
 * Signs in whose passkey it is. Throws `credentials_invalid`, whatever is wrong with it; `rate_limited`.
 * @param response what the browser made of `passkeyOptions`, of any shape
 */
export async function signInByPasskey(
  ctx: Ctx,
  services: Services,
  response: unknown,
): Promise<SignedIn> {
  const { store, config, limits } = services;
  await limits.passkey(visitorNetwork(ctx));
  const made = asMade(response);
  const nonceAt = readChallenge(ctx, services, made, 'sign-in');
  // What it was set up with: the person's id. Passkeys for answering carry something else.
  const personId = parseId('person', Buffer.from(made.userHandle, 'base64url').toString());
  if (!nonceAt || personId === undefined) throw refused();
  const passkeys = await listPersonPasskeys(store, personId);
  const passkey = passkeys.find(({ credentialId }) => credentialId === made.id);
  const counter = passkey && (await verifyConfirmation(config, response, passkey, made.challenge));
  if (counter === undefined) throw refused();
  const { now } = ctx.state;
  const used = { personId, credentialId: made.id, counter, nonceAt, now };
  if (!(await usePersonPasskey(store, used))) throw refused();
  const [last] = await listBelongings(store, personId);
  if (!last) throw refused();
  return openFor(ctx, services, { personId, developerId: last.developerId }, 'passkey');
}

const refused = (): DomainError =>
  new DomainError('credentials_invalid', 'This passkey opens no account here.');

/** For `navigator.credentials.create`, as JSON. Throws `session_required` unless the session is fresh. */
export async function passkeySetUpOptions(ctx: Ctx, { store, config }: Services) {
  const { personId, email } = freshPerson(ctx);
  const scope = { purpose: 'set-up', cookie: pageCookie(ctx, config), personId } as const;
  const challenge = mintChallenge(store.ring, scope, ctx.state.now);
  const owner = { name: email, userId: Buffer.from(personId) };
  const exclude = await listPersonPasskeys(store, personId);
  return askToSetUp(config, owner, challenge, { findable: true, exclude });
}

/** False: it is not what was asked for, is there already, or there are too many. */
export async function setUpPasskey(
  ctx: Ctx,
  services: Services,
  { response, name }: { readonly response: unknown; readonly name: string },
): Promise<boolean> {
  const { store, config } = services;
  const { personId } = freshPerson(ctx);
  const made = asMade(response);
  if (!readChallenge(ctx, services, made, 'set-up', personId)) return false;
  const passkey = await verifySetUp(config, response, made.challenge);
  if (!passkey) return false;
  return addPersonPasskey(store, personId, { ...passkey, name, now: ctx.state.now });
}

function freshPerson(ctx: Ctx) {
  const { session } = ctx.state;
  if (session && isFresh(ctx)) return session;
  throw new DomainError('session_required', 'Give your password again first.');
}

function readChallenge(
  ctx: Ctx,
  { store, config }: Services,
  { challenge }: Made,
  purpose: ChallengeScope['purpose'],
  personId?: string,
): Date | undefined {
  const cookie = readPageCookie(ctx, config);
  const { now } = ctx.state;
  return cookie === null
    ? undefined
    : challengeTime(store.ring, { purpose, cookie, personId }, challenge, now);
}

interface Made {
  readonly id: string;
  readonly userHandle: string;
  readonly challenge: Buffer;
}

/** What we look up by, before any of it is verified. */
function asMade(value: unknown): Made {
  const given = (value ?? {}) as { id?: unknown; response?: { [name: string]: unknown } };
  const text = (part: unknown): string => (typeof part === 'string' ? part.slice(0, 4_096) : '');
  return {
    id: text(given.id),
    userHandle: text(given.response?.userHandle),
    challenge: Buffer.from(challengeIn(text(given.response?.clientDataJSON)), 'base64url'),
  };
}

function challengeIn(clientData: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
}
