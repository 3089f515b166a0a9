// The passkeys people sign in with: theirs, whichever developers they belong to.
import type { PasskeyRecord } from '../approvers/passkeys.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface PersonPasskey extends PasskeyRecord {
  /** What its person calls it. */
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const MOST = 20;

const columns = `credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter,
  transports, name, created_at as "createdAt", last_used_at as "lastUsedAt"`;

const list = {
  name: 'list-person-passkeys',
  text: `select ${columns} from person_passkey where person_id = $1 order by created_at, credential_id`,
};

export const listPersonPasskeys = (
  { pool }: Store,
  personId: string,
): Promise<readonly PersonPasskey[]> => run<PersonPasskey>(pool, list, [personId]);

const add = {
  name: 'add-person-passkey',
  text: `
with owner as (
  select id from person where id = $1 for update
)
insert into person_passkey (person_id, credential_id, public_key, counter, transports, name, nonce_at,
  created_at)
select id, $2, $3, $4, $5, $6, $7, $7 from owner
where (select count(*) from person_passkey where person_id = $1) < ${MOST}
on conflict do nothing returning true as added`,
};

/** False: it is there already, or there are as many as there may be. */
export async function addPersonPasskey(
  { pool }: Store,
  personId: string,
  passkey: PasskeyRecord & { readonly name: string; readonly now: Date },
): Promise<boolean> {
  const { credentialId, publicKey, counter, transports, name, now } = passkey;
  const values = [personId, credentialId, publicKey, counter, transports, name, now];
  return (await run(pool, add, values)).length > 0;
}

export interface PersonPasskeyKey {
  readonly personId: string;
  readonly credentialId: string;
}

const remove = {
  name: 'remove-person-passkey',
  text: `delete from person_passkey where person_id = $1 and credential_id = $2 returning true as gone`,
};

/** False: there is none. */
export async function removePersonPasskey(
  { pool }: Store,
  { personId, credentialId }: PersonPasskeyKey,
): Promise<boolean> {
  return (await run(pool, remove, [personId, credentialId])).length > 0;
}

/** Passkeys that are kept in step over several devices count nothing: theirs stays 0. */
const use = {
  name: 'use-person-passkey',
  text: `update person_passkey set counter = $3::bigint, nonce_at = $4::timestamptz,
      last_used_at = $5::timestamptz
    where person_id = $1 and credential_id = $2 and nonce_at < $4::timestamptz
      and (counter < $3::bigint or (counter = 0 and $3::bigint = 0))
    returning true as used`,
};

/**
 * Marks it as used by an assertion that was just verified. False: that one, or a later one, counted
 * before, or the authenticator was copied.
 * @param nonceAt when the nonce that was signed was made
 */
export async function usePersonPasskey(
  { pool }: Store,
  used: PersonPasskeyKey & {
    readonly counter: number;
    readonly nonceAt: Date;
    readonly now: Date;
  },
): Promise<boolean> {
  const { personId, credentialId, counter, nonceAt, now } = used;
  return (await run(pool, use, [personId, credentialId, counter, nonceAt, now])).length > 0;
}
