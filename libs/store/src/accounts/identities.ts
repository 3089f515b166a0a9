// Who the operator's identity provider says somebody is, and whose account that opens here.
import { claimAddress } from './claim-address.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';

export interface IdentityKey {
  readonly issuer: string;
  readonly subject: string;
}

const find = {
  name: 'find-identity',
  text: `select person_id as "personId" from identity where issuer = $1 and subject = $2`,
};

/** @returns a person's id */
export async function findIdentity(
  { pool }: Store,
  { issuer, subject }: IdentityKey,
): Promise<string | undefined> {
  const [row] = await run<{ personId: string }>(pool, find, [issuer, subject]);
  return row?.personId;
}

const link = {
  name: 'link-identity',
  text: `insert into identity (person_id, issuer, subject, created_at) values ($1, $2, $3, $4)
    on conflict do nothing`,
};

/** The provider has verified that the person's address is theirs. */
export async function linkIdentity(
  { pool }: Store,
  { issuer, subject, personId, now }: IdentityKey & { readonly personId: string; now: Date },
): Promise<void> {
  await transaction(pool, async (client) => {
    await claimAddress(client, personId, now);
    await run(client, link, [personId, issuer, subject, now]);
  });
}

const list = {
  name: 'list-identities',
  text: `select issuer, subject, created_at as "createdAt" from identity where person_id = $1
    order by created_at`,
};

export const listIdentities = (
  { pool }: Store,
  personId: string,
): Promise<readonly (IdentityKey & { readonly createdAt: Date })[]> =>
  run<IdentityKey & { readonly createdAt: Date }>(pool, list, [personId]);
