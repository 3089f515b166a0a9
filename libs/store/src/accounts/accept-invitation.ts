// Taking up an invitation: whoever was invited belongs to the developer from then on.
import { DomainError, newId, type MemberRole } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { wasMailed } from './account-mail.ts';
import { foldEmail } from './fold-email.ts';
import { run, sqlState } from '../sql.ts';
import type { Store } from '../store.ts';
import { hashToken } from '../token.ts';
import { transaction } from '../transaction.ts';

export interface Acceptance {
  /** The mail's token, or an address that was just shown to be the visitor's own. */
  readonly by: { readonly token: string } | { readonly email: string };
  /** Who takes it up: somebody known, or somebody new. */
  readonly person:
    { readonly personId: string } | { readonly name: string; readonly passwordHash: string | null };
  readonly now: Date;
}

export interface Accepted {
  readonly personId: string;
  readonly developerId: string;
  readonly role: MemberRole;
}

/**
 * @returns undefined: there is none that waits, or it is for somebody else's address
 * @throws `email_taken`: the address has an account, whose owner must sign in to take it up
 */
export async function acceptInvitation(
  { pool }: Store,
  { by, person, now }: Acceptance,
): Promise<Accepted | undefined> {
  const byToken = 'token' in by ? hashToken(by.token) : null;
  const byEmail = 'email' in by ? foldEmail(by.email) : null;
  return transaction(pool, async (client) => {
    const [taken] = await run<Taken>(client, take, [byToken, byEmail, now]);
    if (!taken) return undefined;
    const { developerId, email, role, mailed } = taken;
    const proven = mailed || byEmail !== null;
    const personId =
      'personId' in person
        ? await known(client, { personId: person.personId, email, proven, now })
        : await somebodyNew(client, { ...person, email, proven, now });
    if (personId === undefined) {
      await run(client, giveBack, [developerId, taken.id]);
      return undefined;
    }
    await run(client, join, [developerId, personId, role, now]);
    return { personId, developerId, role };
  });
}

interface Taken {
  readonly developerId: string;
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Its token went to the address itself; else somebody handed it over, whoever they are. */
  readonly mailed: boolean;
}

const take = {
  name: 'take-invitation',
  text: `
with waiting as (
  select i.developer_id, i.id from invitation i
  join developer d on d.id = i.developer_id and d.disabled_at is null
  where (i.token_hash = $1::bytea or i.email = $2::text) and i.accepted_at is null
    and i.revoked_at is null and i.expires_at > $3::timestamptz
  order by i.created_at desc limit 1 for update of i
)
update invitation i set accepted_at = $3::timestamptz from waiting w
where i.developer_id = w.developer_id and i.id = w.id and i.accepted_at is null and i.revoked_at is null
returning i.developer_id as "developerId", i.id, i.email, i.role, ${wasMailed('i')} as mailed`,
};

const giveBack = {
  name: 'give-invitation-back',
  text: `update invitation set accepted_at = null where developer_id = $1 and id = $2`,
};

const verify = {
  name: 'verify-invited-person',
  text: `update person set email_verified_at = coalesce(email_verified_at, $3)
    where id = $1 and email = $2 returning id`,
};

interface Address {
  readonly email: string;
  /** It was just shown to be theirs. */
  readonly proven: boolean;
  readonly now: Date;
}

/** A mail that reached whoever is signed in shows that the address is theirs. */
async function known(
  client: PoolClient,
  { personId, email, proven, now }: Address & { readonly personId: string },
): Promise<string | undefined> {
  const values = [personId, email, proven ? now : null];
  const [person] = await run<{ id: string }>(client, verify, values);
  return person?.id;
}

const insert = {
  name: 'insert-invited-person',
  text: `insert into person (id, email, name, password_hash, email_verified_at, created_at)
    values ($1, $2, $3, $4, $6, $5)`,
};

async function somebodyNew(
  client: PoolClient,
  given: Address & { readonly name: string; readonly passwordHash: string | null },
): Promise<string> {
  const { email, name, passwordHash, proven, now } = given;
  const personId = newId(now);
  try {
    await run(client, insert, [personId, email, name, passwordHash, now, proven ? now : null]);
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new DomainError('email_taken');
    throw error;
  }
  return personId;
}

const UNIQUE_VIOLATION = '23505';

/** Whoever belongs there already stays what they are. */
const join = {
  name: 'join-developer',
  text: `insert into membership (developer_id, person_id, role, created_at) values ($1, $2, $3, $4)
    on conflict do nothing`,
};
