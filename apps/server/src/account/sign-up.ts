// Opening an account, where the operator lets one.
import { timingSafeEqual } from 'node:crypto';
import { DomainError, hashApiKey } from '@pausepoint/core';
import {
  countDevelopers,
  findInvitation,
  register,
  setupToken,
  type FoundInvitation,
  type Registered,
} from '@pausepoint/store';
import { visitorNetwork } from '../middleware/visitor.ts';
import type { Ctx, Services } from '../services.ts';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Only for the first account of a public server. */
  readonly setupToken?: string | null | undefined;
  /** The token of an invitation to open an account. */
  readonly invitation?: string | null | undefined;
}

/** What it takes to open an account here now. */
export type SignUpDoor = 'open' | 'setup_token' | 'invite' | 'closed';

export async function signUpDoor({ config, store }: Services): Promise<SignUpDoor> {
  if (config.signUp !== 'first') return config.signUp;
  return (await countDevelopers(store)) === 0 ? 'setup_token' : 'closed';
}

/** Throws `sign_up_closed`, `email_taken`, `rate_limited`. Nobody is signed in by it. */
export async function signUp(
  ctx: Ctx,
  services: Services,
  account: NewAccount,
): Promise<Registered> {
  const { config, store, limits, passwords } = services;
  const { email, name, password } = account;
  const invited = await invitationOf(services, account, ctx.state.now);
  if (!invited) await requireOpenDoor(services, account, ctx.state.now);
  await limits.signUp(visitorNetwork(ctx));
  return register(store, {
    ...{ email, name },
    passwordHash: await passwords.hash(password),
    plan: config.defaultPlan,
    now: ctx.state.now,
    emailVerified: invited?.mailed,
    onlyFirst: invited === undefined && config.signUp === 'first',
    onlyInvited: invited !== undefined,
  });
}

/** One to that very address. Where sign-up is closed it opens nothing. */
async function invitationOf(
  { config, store }: Services,
  { email, invitation }: NewAccount,
  now: Date,
): Promise<FoundInvitation | undefined> {
  if (!invitation || config.signUp === 'closed' || config.signUp === 'first') return undefined;
  const found = await findInvitation(store, invitation, now);
  const own = found?.kind === 'sign_up' && found.email === email.trim().toLowerCase();
  return own ? found : undefined;
}

async function requireOpenDoor(
  services: Services,
  { setupToken: given }: NewAccount,
  now: Date,
): Promise<void> {
  const door = await signUpDoor(services);
  if (door === 'open') return;
  if (door === 'invite') {
    throw new DomainError('sign_up_closed', 'An account here takes an invitation to its address.');
  }
  if (door === 'closed') throw new DomainError('sign_up_closed');
  const token = await setupToken(services.store, now);
  if (token !== null && given && sameText(given, token)) return;
  const detail = 'The first account needs the setup_token that the server printed in its log.';
  throw new DomainError('sign_up_closed', detail);
}

const sameText = (a: string, b: string): boolean => timingSafeEqual(hashApiKey(a), hashApiKey(b));
