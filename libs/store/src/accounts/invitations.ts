// Invitations to join a developer: made, found by the token in the mail, withdrawn.
import { addMilliseconds, DAY, newId, type MemberRole } from '@pausepoint/core';
import { putAccountMail, wasMailed } from './account-mail.ts';
import { foldEmail } from './fold-email.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { hashToken, mailToken } from '../token.ts';
import { transaction } from '../transaction.ts';

export const INVITATION_DAYS = 7;

export interface NewInvitation {
  readonly developerId: string;
  readonly email: string;
  readonly role: MemberRole;
  /** A person's id. */
  readonly invitedBy: string;
  readonly now: Date;
}

export interface MadeInvitation {
  readonly id: string;
  /** What the mail's link carries. For the caller only where no mail is sent. */
  readonly token: string;
  readonly expiresAt: Date;
}

const make = {
  name: 'make-invitation',
  text: `
with known as (
  select from membership m join person p on p.id = m.person_id
  where m.developer_id = $1::uuid and p.email = $3
), revoked as (
  update invitation set revoked_at = $7::timestamptz where developer_id = $1::uuid and email = $3
    and accepted_at is null and revoked_at is null and not exists (select from known)
)
insert into invitation (developer_id, id, email, role, token_hash, invited_by, created_at, expires_at)
select $1::uuid, $2::uuid, $3, $4, $5::bytea, $6::uuid, $7::timestamptz, $8::timestamptz
where not exists (select from known) returning true as made`,
};

/** @returns undefined: whoever has that address belongs to the developer already */
export async function invite(
  { pool, ring }: Store,
  { developerId, role, invitedBy, now, ...given }: NewInvitation,
): Promise<MadeInvitation | undefined> {
  const email = foldEmail(given.email);
  const id = newId(now);
  const token = mailToken(ring, id);
  const expiresAt = addMilliseconds(now, INVITATION_DAYS * DAY);
  return transaction(pool, async (client) => {
    const values = [developerId, id, email, role, hashToken(token), invitedBy, now, expiresAt];
    if ((await run(client, make, values)).length === 0) return undefined;
    const mail = { id, kind: 'invitation', developerId, address: email, now } as const;
    await putAccountMail(client, ring, mail);
    return { id, token, expiresAt };
  });
}

const makeSignUp = {
  name: 'make-sign-up-invitation',
  text: `insert into sign_up_invitation (email, id, token_hash, invited_by, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (email) do update set id = excluded.id, token_hash = excluded.token_hash,
      invited_by = excluded.invited_by, created_at = excluded.created_at,
      expires_at = excluded.expires_at`,
};

/**
 * To open an account of one's own, where SIGN_UP takes an invitation; a second voids the first.
 * @param invitedBy a person's id; null: the operator
 */
export async function inviteToSignUp(
  { pool, ring }: Store,
  { invitedBy, now, ...given }: Pick<NewInvitation, 'email' | 'now'> & { invitedBy: string | null },
): Promise<MadeInvitation> {
  const email = foldEmail(given.email);
  const id = newId(now);
  const token = mailToken(ring, id);
  const expiresAt = addMilliseconds(now, INVITATION_DAYS * DAY);
  return transaction(pool, async (client) => {
    await run(client, makeSignUp, [email, id, hashToken(token), invitedBy, now, expiresAt]);
    const mail = { kind: 'sign_up_invitation', developerId: null, address: email } as const;
    await putAccountMail(client, ring, { id, ...mail, now });
    return { id, token, expiresAt };
  });
}

export interface FoundInvitation {
  /** `sign_up`: to open an account of one's own; developer and role are null then. */
  readonly kind: 'member' | 'sign_up';
  readonly id: string;
  readonly email: string;
  readonly developerId: string | null;
  readonly developerName: string | null;
  readonly role: MemberRole | null;
  /** A name; null: the operator, or somebody who is gone. */
  readonly invitedBy: string | null;
  readonly expiresAt: Date;
  /** Somebody with that address has an account already. */
  readonly known: boolean;
  /** It came by mail to that very address; else somebody handed it over. */
  readonly mailed: boolean;
}

const find = {
  name: 'find-invitation',
  text: `
with found as (
  select 'member' as kind, i.id, i.email, d.id as developer_id, d.name as developer_name, i.role,
    i.invited_by, i.expires_at
  from invitation i join developer d on d.id = i.developer_id and d.disabled_at is null
  where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null
  union all
  select 'sign_up', s.id, s.email, null, null, null, s.invited_by, s.expires_at
  from sign_up_invitation s where s.token_hash = $1
)
select f.kind, f.id, f.email, f.developer_id as "developerId", f.developer_name as "developerName",
  f.role, p.name as "invitedBy", f.expires_at as "expiresAt",
  exists (select from person known where known.email = f.email) as known,
  ${wasMailed('f')} as mailed
from found f left join person p on p.id = f.invited_by where f.expires_at > $2`,
};

/** Undefined: there is none, or it was used, withdrawn or is over. */
export async function findInvitation(
  { pool }: Store,
  token: string,
  now: Date,
): Promise<FoundInvitation | undefined> {
  const rows = await run<FoundInvitation>(pool, find, [hashToken(token), now]);
  return rows[0];
}

export interface ListedInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What came of its mail; null: not known any more. */
  readonly mail: 'queued' | 'sent' | 'failed' | 'dropped' | null;
}

const list = {
  name: 'list-invitations',
  text: `select i.id, i.email, i.role, p.name as "invitedBy", i.created_at as "createdAt",
      i.expires_at as "expiresAt", m.status as mail
    from invitation i left join person p on p.id = i.invited_by
    left join account_mail m on m.id = i.id
    where i.developer_id = $1 and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > $2::timestamptz - interval '30 days'
    order by i.id desc limit 200`,
};

/** Those that wait, the newest first; and for a month those that nobody took up in time. */
export const listInvitations = (
  { pool }: Store,
  { developerId, now }: { readonly developerId: string; readonly now: Date },
): Promise<readonly ListedInvitation[]> => run<ListedInvitation>(pool, list, [developerId, now]);

const revoke = {
  name: 'revoke-invitation',
  text: `update invitation set revoked_at = $3 where developer_id = $1 and id = $2
    and accepted_at is null and revoked_at is null returning true as revoked`,
};

/** False: there is none that waits. A mail on its way is not sent, or leads nowhere. */
export async function revokeInvitation(
  { pool }: Store,
  of: { readonly developerId: string; readonly id: string; readonly now: Date },
): Promise<boolean> {
  return (await run(pool, revoke, [of.developerId, of.id, of.now])).length > 0;
}
