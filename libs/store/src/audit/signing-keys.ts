// The public keys that ever signed for this installation; private ones never come here.
import type { SigningKey } from '@pausepoint/core';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

const keep = {
  name: 'keep-signing-key',
  text: `insert into signing_key (kid, public_key, first_used_at) values ($1, $2, $3)
    on conflict do nothing`,
};

/** Before anything is signed with it. */
export async function keepSigningKey(
  store: Store,
  { kid, publicKey }: SigningKey,
  now: Date,
): Promise<void> {
  await run(store.pool, keep, [kid, publicKey, now]);
}

export interface PublicSigningKey {
  readonly kid: string;
  /** 32 bytes of Ed25519. */
  readonly publicKey: Buffer;
  readonly firstUsedAt: Date;
}

const list = {
  name: 'list-signing-keys',
  text: `select kid, public_key as "publicKey", first_used_at as "firstUsedAt" from signing_key
    order by first_used_at, kid`,
};

export const listSigningKeys = (store: Store): Promise<PublicSigningKey[]> =>
  run<PublicSigningKey>(store.pool, list, []);
