// The passkeys approvers confirm answers with: one person's, by developer, mode, site and address.
import { newId, type ChannelName, type Mode } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { hashAddress } from './hash-address.ts';
import type { PauseKey } from '../records.ts';
import { unsealReach } from '../pauses/sealed-words.ts';
import { openDataKey } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';

/** Whoever a question was sent to. */
export interface PasskeyOwner extends PauseKey {
  readonly mode: Mode;
  readonly recipientIndex: number;
  /** The host passkeys are made for; no other one's are of any use. */
  readonly rpId: string;
}

export interface PasskeyRecord {
  /** The authenticator's, as base64url. */
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

export interface NewPasskey extends PasskeyRecord {
  readonly now: Date;
}

export async function findPasskeys(
  store: Store,
  owner: PasskeyOwner,
): Promise<readonly PasskeyRecord[]> {
  const { hashes } = await identify(store, owner);
  return run<PasskeyRecord>(store.pool, read, [owner.developerId, hashes]);
}

/** What the authenticator is told instead of a name: the same for the same person, and no address. */
export const passkeyUserId = async (store: Store, owner: PasskeyOwner): Promise<Buffer> =>
  (await identify(store, owner)).hashes[0]!;

/** False: there is one already, which must agree to any other. Of simultaneous twins one is added. */
export async function addPasskey(
  store: Store,
  owner: PasskeyOwner,
  { credentialId, publicKey, counter, transports, now }: NewPasskey,
): Promise<boolean> {
  const { hashes, channel, commitment } = await identify(store, owner);
  const { developerId, mode, pauseId } = owner;
  return transaction(store.pool, async (client) => {
    await lockOwner(client, hashes);
    const known = await run(client, read, [developerId, hashes]);
    if (known.length > 0) return false;
    const to = { channel, recipient_commitment: commitment };
    const detail = JSON.stringify({ ...to, passkey: credentialId });
    const added = await run(client, add, [
      ...[developerId, credentialId, hashes[0], publicKey, counter, transports, now],
      ...[mode, newId(now), pauseId, detail],
    ]);
    return added.length > 0;
  });
}

/**
 * Marks it as used by an assertion that was just verified. False: that one, or a later one, counted
 * before, or the authenticator was copied.
 * @param nonceAt when the nonce that was signed was made
 */
export async function usePasskey(
  store: Store,
  used: Pick<PasskeyOwner, 'developerId'> & Pick<PasskeyRecord, 'credentialId' | 'counter'>,
  nonceAt: Date,
): Promise<boolean> {
  const { developerId, credentialId, counter } = used;
  const rows = await run(store.pool, use, [developerId, credentialId, counter, nonceAt]);
  return rows.length > 0;
}

interface Identified {
  /** By the current secret first; what an earlier one marked is still known. */
  readonly hashes: readonly Buffer[];
  readonly channel: ChannelName;
  /** To the masked address, as the log speaks of it. */
  readonly commitment: string;
}

async function identify(store: Store, owner: PasskeyOwner): Promise<Identified> {
  const { developerId, pauseId, recipientIndex: index, mode, rpId } = owner;
  const [row] = await run<{
    channel: ChannelName;
    commitment: string;
    sealed: Buffer;
    key: Buffer | null;
  }>(store.pool, recipient, [developerId, pauseId, index]);
  if (!row?.key) throw new Error('a passkey belongs to a recipient');
  const { channel, commitment, sealed } = row;
  const key = openDataKey(store.ring, owner, row.key);
  const { address } = unsealReach(key, { developerId, pauseId, index }, sealed);
  const parts = ['passkey', developerId, mode, rpId, channel, address];
  const hashes = store.ring.keys('hash-address').map((by) => hashAddress(by, ...parts));
  return { hashes, channel, commitment };
}

const recipient = {
  name: 'read-passkey-recipient',
  text: `select r.channel, r.commitment, r.sealed, k.sealed as key from pause_recipient r
    left join pause_key k on k.developer_id = r.developer_id and k.pause_id = r.pause_id
    where r.developer_id = $1 and r.pause_id = $2 and r.recipient_index = $3`,
};

const read = {
  name: 'read-passkeys',
  text: `select credential_id as "credentialId", public_key as "publicKey",
      counter::float8 as counter, transports
    from passkey where developer_id = $1 and address_hash = any ($2::bytea[])
    order by created_at, credential_id`,
};

const lock = { name: 'lock-passkey-owner', text: 'select pg_advisory_xact_lock($1::bigint)' };

/** There may be no row yet to lock. In one order, whichever secret is the current one. */
async function lockOwner(client: PoolClient, hashes: readonly Buffer[]): Promise<void> {
  for (const hash of hashes.toSorted(Buffer.compare)) {
    await run(client, lock, [hash.readBigInt64BE()]);
  }
}

/** The log hears of it in the same breath: from now on somebody else than before may answer. */
const add = {
  name: 'add-passkey',
  text: `
with added as (
  insert into passkey (developer_id, credential_id, address_hash, public_key, counter, transports,
    nonce_at, created_at)
  values ($1::uuid, $2::text, $3::bytea, $4::bytea, $5::bigint, $6::text[], $7::timestamptz,
    $7::timestamptz)
  on conflict do nothing returning developer_id
), told as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select developer_id, $8::text, $9::uuid, 'approver.added', 'human', $10::uuid, $11::jsonb,
    $7::timestamptz
  from added
)
select true as added from added`,
};

/** Passkeys that are kept in step over several devices count nothing: theirs stays 0. */
const use = {
  name: 'use-passkey',
  text: `update passkey set counter = $3::bigint, nonce_at = $4::timestamptz
    where developer_id = $1 and credential_id = $2 and nonce_at < $4::timestamptz
      and (counter < $3::bigint or (counter = 0 and $3::bigint = 0))
    returning true as used`,
};
