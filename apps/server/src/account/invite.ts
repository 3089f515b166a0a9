// Inviting people to one's developer, and taking up such an invitation.
import { DomainError, type MemberRole } from '@pausepoint/core';
import {
  acceptInvitation,
  findInvitation as find,
  invite,
  type FoundInvitation,
} from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { mailArrives } from './confirm.ts';
import { checkPassword, openFor, type SignedIn } from './sign-in.ts';

export interface Invited {
  /** Where no mail leaves this server: the link, for the owner to hand over. */
  readonly link: string | null;
  readonly expiresAt: Date;
}

/** By the signed-in owner. Throws `email_taken` where they belong already, `rate_limited`. */
export async function inviteMember(
  ctx: Ctx,
  services: Services,
  { email, role }: { readonly email: string; readonly role: MemberRole },
): Promise<Invited> {
  const { developerId, personId } = ctx.state.session!;
  const { now } = ctx.state;
  await services.limits.invite(developerId, email.trim().toLowerCase());
  const made = await invite(services.store, { developerId, email, role, invitedBy: personId, now });
  if (!made)
    throw new DomainError('email_taken', 'Whoever has that address is in the team already.');
  return announced(services, made);
}

function announced(
  services: Services,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): Invited {
  services.signals.due();
  const link = `${services.config.publicUrl}/invite/${token}`;
  return { link: mailArrives(services) ? null : link, expiresAt };
}

/** Undefined: there is none, or it was used, withdrawn or is over. */
export const findInvitation = (
  ctx: Ctx,
  { store }: Services,
  token: string,
): Promise<FoundInvitation | undefined> => find(store, token, ctx.state.now);

/**
 * By somebody whose address is new here; signs them in. Undefined: it is not, or no longer, good.
 * Throws `email_taken` where the address has an account: see `acceptAsKnown`.
 */
export async function acceptAsNew(
  ctx: Ctx,
  services: Services,
  given: { readonly token: string; readonly name: string; readonly password: string },
): Promise<SignedIn | undefined> {
  const { token, name, password } = given;
  const found = await findInvitation(ctx, services, token);
  if (found?.kind !== 'member') return undefined;
  if (found.known) throw new DomainError('email_taken');
  const passwordHash = await services.passwords.hash(password);
  return accept(ctx, services, token, { name, passwordHash });
}

/**
 * By the address's own account: whoever is signed in with it, else who gives its password. Throws
 * `credentials_invalid` otherwise.
 */
export async function acceptAsKnown(
  ctx: Ctx,
  services: Services,
  { token, password }: { readonly token: string; readonly password?: string | undefined },
): Promise<SignedIn | undefined> {
  const found = await findInvitation(ctx, services, token);
  if (found?.kind !== 'member') return undefined;
  const { session } = ctx.state;
  if (session?.email === found.email) {
    return accept(ctx, services, token, { personId: session.personId });
  }
  if (password === undefined) throw new DomainError('credentials_invalid');
  const { personId } = await checkPassword(ctx, services, { email: found.email, password });
  return accept(ctx, services, token, { personId });
}

async function accept(
  ctx: Ctx,
  services: Services,
  token: string,
  person: Parameters<typeof acceptInvitation>[1]['person'],
): Promise<SignedIn | undefined> {
  const { now } = ctx.state;
  const accepted = await acceptInvitation(services.store, { by: { token }, person, now });
  return accepted && openFor(ctx, services, accepted, 'invitation');
}
