// Mails to people about their accounts: put down to be sent, taken with a lease, and done with.
import {
  addMilliseconds,
  HOUR,
  seal,
  unseal,
  type KeyRing,
  type MemberRole,
} from '@pausepoint/core';
import type { Pool, PoolClient } from 'pg';
import type { AccountMailKind } from './account-records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { confirmationToken, hashToken, mailToken, sameMailToken } from '../token.ts';

/** A mail taken for a while; `attempt` (1 …) is the fencing token. */
export interface AccountMailClaim {
  readonly id: string;
  readonly attempt: number;
  readonly kind: AccountMailKind;
  readonly address: string;
  /** What its link carries. */
  readonly token: string;
  /** From then on the link opens nothing. */
  readonly expiresAt: Date;
  readonly createdAt: Date;
  /** Of an invitation. */
  readonly developerName: string | null;
  readonly invitedBy: string | null;
  readonly role: MemberRole | null;
}

export const RESET_HOURS = 1;
export const CONFIRMATION_HOURS = 24;

/** Whether its mail left, of a row whose id is its mail's: only then its link shows whose an address is. */
export const wasMailed = (row: string): string =>
  `exists (select from account_mail m where m.id = ${row}.id and m.status = 'sent')`;

const put = {
  name: 'put-account-mail',
  text: `insert into account_mail (id, kind, developer_id, address_sealed, status, next_attempt_at, created_at)
    values ($1, $2, $3, $4, 'queued', statement_timestamp(), $5)`,
};

export interface NewAccountMail {
  readonly id: string;
  readonly kind: AccountMailKind;
  readonly developerId: string | null;
  readonly address: string;
  readonly now: Date;
}

export async function putAccountMail(
  on: Pool | PoolClient,
  ring: KeyRing,
  { id, kind, developerId, address, now }: NewAccountMail,
): Promise<void> {
  const sealed = seal(ring, 'seal-address', address, place(id, 'address'));
  await run(on, put, [id, kind, developerId, sealed, now]);
}

const claim = {
  name: 'claim-account-mail',
  text: `
with due as materialized (
  select id from account_mail where next_attempt_at <= statement_timestamp()
  order by next_attempt_at limit $1 for update skip locked
), claimed as (
  update account_mail m set attempts = m.attempts + 1,
    next_attempt_at = statement_timestamp() + $2::float8 * interval '1 second'
  from due where m.id = due.id returning m.*
)
select c.id, c.attempts as attempt, c.kind, c.address_sealed as sealed, c.created_at as "createdAt",
  d.name as "developerName", p.name as "invitedBy", i.role,
  coalesce(i.token_hash, s.token_hash) as "tokenHash",
  coalesce(i.expires_at, s.expires_at) as "expiresAt"
from claimed c
left join invitation i on i.developer_id = c.developer_id and i.id = c.id
  and i.accepted_at is null and i.revoked_at is null
left join sign_up_invitation s on c.kind = 'sign_up_invitation' and s.id = c.id
left join developer d on d.id = c.developer_id
left join person p on p.id = coalesce(i.invited_by, s.invited_by)`,
};

interface Row extends Omit<AccountMailClaim, 'address' | 'token' | 'expiresAt'> {
  readonly sealed: Buffer | null;
  readonly tokenHash: Buffer | null;
  readonly expiresAt: Date | null;
}

/** What is of no use any more (withdrawn, accepted, an address nobody has) is done with, and not given. */
export async function claimAccountMail(
  store: Store,
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<AccountMailClaim[]> {
  const rows = await run<Row>(store.pool, claim, [limit, leaseSeconds]);
  const claims: AccountMailClaim[] = [];
  for (const { sealed, tokenHash, ...row } of rows) {
    const address = sealed && readAddress(store.ring, row.id, sealed);
    const link = address && (await linkOf(store, row, tokenHash, address));
    if (link) claims.push({ ...row, address, ...link });
    else
      await recordAccountMail(store, row, {
        status: 'dropped',
        nextInMilliseconds: null,
        error: null,
      });
  }
  return claims;
}

async function linkOf(
  store: Store,
  row: Omit<Row, 'sealed' | 'tokenHash'>,
  tokenHash: Buffer | null,
  address: string,
): Promise<Pick<AccountMailClaim, 'token' | 'expiresAt'> | undefined> {
  if (row.kind === 'address_confirmation') {
    if ((await run(store.pool, unconfirmed, [address])).length === 0) return undefined;
    const expiresAt = addMilliseconds(row.createdAt, CONFIRMATION_HOURS * HOUR);
    return { token: confirmationToken(store.ring, { address, expiresAt }), expiresAt };
  }
  if (row.kind !== 'password_reset') {
    const token = tokenHash && sameMailToken(store.ring, row.id, tokenHash);
    return token && row.expiresAt ? { token, expiresAt: row.expiresAt } : undefined;
  }
  const token = mailToken(store.ring, row.id);
  const expiresAt = addMilliseconds(row.createdAt, RESET_HOURS * HOUR);
  const ready = await run(store.pool, readyReset, [
    ...[address, hashToken(token), row.createdAt, expiresAt],
  ]);
  return ready.length > 0 ? { token, expiresAt } : undefined;
}

const unconfirmed = {
  name: 'find-unconfirmed-address',
  text: `select true as found from person where email = $1 and email_verified_at is null`,
};

/** The newest that was asked for is the only one, and one that was used stays so. */
const readyReset = {
  name: 'ready-password-reset',
  text: `insert into password_reset as r (person_id, token_hash, created_at, expires_at)
    select id, $2, $3, $4 from person where email = $1
    on conflict (person_id) do update set token_hash = excluded.token_hash,
      created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = null
    where r.created_at < excluded.created_at
      or (r.token_hash = excluded.token_hash and r.used_at is null)
    returning true as ready`,
};

export interface AccountMailResult {
  readonly status: 'queued' | 'sent' | 'failed' | 'dropped';
  /** Milliseconds until the next try; null when there is none. */
  readonly nextInMilliseconds: number | null;
  readonly error: string | null;
  /** The mail itself, where nothing leaves: for the inbox of a machine of one's own. */
  readonly keep?: KeptMail | undefined;
}

export interface KeptMail {
  readonly recipient: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
}

const record = {
  name: 'record-account-mail',
  text: `
update account_mail set status = $3, last_error = $5,
  next_attempt_at = statement_timestamp() + $4::float8 * interval '1 millisecond',
  address_sealed = case when $4::float8 is not null then address_sealed end,
  kept_sealed = $6
where id = $1 and attempts = $2`,
};

/** Whoever comes late, after the lease, changes nothing. */
export async function recordAccountMail(
  { pool, ring }: Store,
  { id, attempt }: Pick<AccountMailClaim, 'id' | 'attempt'>,
  { status, nextInMilliseconds, error, keep }: AccountMailResult,
): Promise<void> {
  const kept = keep && seal(ring, 'seal-address', JSON.stringify(keep), place(id, 'kept'));
  await run(pool, record, [id, attempt, status, nextInMilliseconds, error, kept ?? null]);
}

const listKept = {
  name: 'list-kept-mail',
  text: `select id, kept_sealed as sealed, created_at as "createdAt" from account_mail
    where kept_sealed is not null order by id desc limit $1`,
};

/** Everybody's: only for the inbox of a machine of one's own. */
export async function listKeptMail(
  { pool, ring }: Store,
  { limit }: { readonly limit: number },
): Promise<(KeptMail & { readonly id: string; readonly createdAt: Date })[]> {
  const rows = await run<{ id: string; sealed: Buffer; createdAt: Date }>(pool, listKept, [limit]);
  return rows.flatMap(({ id, sealed, createdAt }) => {
    try {
      const mail = JSON.parse(unseal(ring, 'seal-address', sealed, place(id, 'kept'))) as KeptMail;
      return [{ id, createdAt, ...mail }];
    } catch {
      return [];
    }
  });
}

/** Sealed with a secret we no longer have: there is nobody to write to. */
function readAddress(ring: KeyRing, id: string, sealed: Buffer): string | undefined {
  try {
    return unseal(ring, 'seal-address', sealed, place(id, 'address'));
  } catch {
    return undefined;
  }
}

const place = (id: string, what: string): string => `account-mail/${id}/${what}`;
