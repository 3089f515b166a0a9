// Passwords forgotten and changed: links that set a new one once, and what a new one ends.
import { addMilliseconds, HOUR, newId } from '@pausepoint/core';
import { putAccountMail, RESET_HOURS } from './account-mail.ts';
import { claimAddress } from './claim-address.ts';
import { foldEmail } from './fold-email.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { hashToken, newToken } from '../token.ts';
import { transaction } from '../transaction.ts';

/** The same for every address, known or not: whether there is anybody to write to shows later. */
export async function askReset(
  { pool, ring }: Store,
  { email, now }: { readonly email: string; readonly now: Date },
): Promise<void> {
  const address = foldEmail(email);
  const mail = { id: newId(now), kind: 'password_reset', developerId: null, address, now } as const;
  await putAccountMail(pool, ring, mail);
}

const make = {
  name: 'make-reset',
  text: `insert into password_reset (person_id, token_hash, created_at, expires_at)
    select id, $2, $3, $4 from person where email = $1
    on conflict (person_id) do update set token_hash = excluded.token_hash,
      created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = null
    returning true as made`,
};

/** For an operator who hands the link over, and knows to whom. Undefined: nobody has that address. */
export async function makeReset(
  { pool }: Store,
  { email, now }: { readonly email: string; readonly now: Date },
): Promise<{ readonly token: string; readonly expiresAt: Date } | undefined> {
  const token = newToken();
  const expiresAt = addMilliseconds(now, RESET_HOURS * HOUR);
  const made = await run(pool, make, [foldEmail(email), hashToken(token), now, expiresAt]);
  return made.length > 0 ? { token, expiresAt } : undefined;
}

const open = `r.token_hash = $1 and r.used_at is null and r.expires_at > $2`;

const find = {
  name: 'find-reset',
  text: `select p.id as "personId", p.email from password_reset r join person p on p.id = r.person_id
    where ${open}`,
};

/** Undefined: no such link, or it was used, is over, or a newer one was asked for. */
export async function findReset(
  { pool }: Store,
  token: string,
  now: Date,
): Promise<{ readonly personId: string; readonly email: string } | undefined> {
  const rows = await run<{ personId: string; email: string }>(pool, find, [hashToken(token), now]);
  return rows[0];
}

const use = {
  name: 'use-reset',
  text: `update password_reset r set used_at = $2 where ${open} returning person_id as "personId"`,
};

const set = {
  name: 'set-password',
  text: `
with voided as (
  update password_reset set used_at = $3 where person_id = $1 and used_at is null
), ended as (
  delete from session where person_id = $1 and ($4::uuid is null or id <> $4::uuid)
)
update person set password_hash = $2 where id = $1`,
};

/** Ends every session of the person. @returns whose password it was; undefined: see findReset */
export async function resetPassword(
  { pool }: Store,
  given: { readonly token: string; readonly passwordHash: string; readonly now: Date },
): Promise<string | undefined> {
  const { token, passwordHash, now } = given;
  return transaction(pool, async (client) => {
    const [used] = await run<{ personId: string }>(client, use, [hashToken(token), now]);
    if (!used) return undefined;
    // The link came by mail, so the address is theirs.
    await claimAddress(client, used.personId, now);
    await run(client, set, [used.personId, passwordHash, now, null]);
    return used.personId;
  });
}

/** Ends the person's other sessions, and whatever link could still set another password. */
export async function changePassword(
  { pool }: Store,
  given: {
    readonly personId: string;
    readonly passwordHash: string;
    /** The session that stays. */
    readonly sessionId: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { personId, passwordHash, sessionId, now } = given;
  await run(pool, set, [personId, passwordHash, now, sessionId]);
}
