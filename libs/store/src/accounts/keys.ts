// API keys: found by hash, listed, made, rotated, revoked.
import { addMilliseconds, formatId, HOUR, type KeyPrefix, type Mode } from '@pausepoint/core';
import { insertKey, type NewKey } from './insert-key.ts';
import { keyColumns, toKey, type KeyRow } from './key-row.ts';
import { recordEvent } from '../audit/record-event.ts';
import type { ApiKeyRecord } from './account-records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { ApiKey } from '../tables/api-key.ts';

export interface MadeKey {
  /** The secret, told this once. */
  readonly key: string;
  readonly record: ApiKeyRecord;
}

export interface KeyToEnd {
  readonly developerId: string;
  readonly mode?: Mode | undefined;
  readonly id: string;
  readonly now: Date;
}

const byHash = {
  name: 'find-key',
  text: `select ${keyColumns} from api_key k join developer d on d.id = k.developer_id
    where k.hash = $1 and k.revoked_at is null and d.disabled_at is null
      and (k.expires_at is null or k.expires_at > statement_timestamp())`,
};

/** Only a key that still opens: not revoked, not expired, its developer not disabled. */
export async function findKey(store: Store, hash: Buffer): Promise<ApiKeyRecord | undefined> {
  const rows = await run<KeyRow>(store.pool, byHash, [hash]);
  return rows[0] && toKey(rows[0]);
}

const byDeveloper = {
  name: 'list-keys',
  text: `select ${keyColumns} from api_key k join developer d on d.id = k.developer_id
    where k.developer_id = $1 and ($2::text is null or k.mode = $2) and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > statement_timestamp())
      and ($3::uuid is null or k.id = $3)
    order by k.id desc`,
};

export async function listKeys(
  store: Store,
  of: { readonly developerId: string; readonly mode?: Mode | undefined },
): Promise<ApiKeyRecord[]> {
  const rows = await run<KeyRow>(store.pool, byDeveloper, [of.developerId, of.mode ?? null, null]);
  return rows.map(toKey);
}

export async function createKey(store: Store, wanted: NewKey): Promise<MadeKey> {
  const { id, key } = await store.orm.em.fork().transactional((em) => insertKey(em, wanted));
  return { key, record: (await readKey(store, { ...wanted, id }))! };
}

/** False: there is no such key, or it was revoked before. */
export async function revokeKey(store: Store, key: KeyToEnd): Promise<boolean> {
  const { developerId, id, now } = key;
  const found = await readKey(store, key);
  if (!found) return false;
  return store.orm.em.fork().transactional(async (em) => {
    const live = { developerId, id, revokedAt: null };
    if ((await em.nativeUpdate(ApiKey, live, { revokedAt: now })) === 0) return false;
    await recordEvent(em, {
      developerId,
      mode: found.mode,
      now,
      type: 'api_key.revoked',
      detail: { key_id: formatId('key', id) },
    });
    return true;
  });
}

/** A new key with the old one's rights; the old one works on for `overlapHours`. */
export async function rotateKey(
  store: Store,
  wanted: KeyToEnd & { readonly overlapHours: number },
): Promise<MadeKey | undefined> {
  const { developerId, id, now, overlapHours } = wanted;
  const old = await readKey(store, wanted);
  if (!old) return undefined;
  const end = addMilliseconds(now, overlapHours * HOUR);
  const fresh = await store.orm.em.fork().transactional(async (em) => {
    const made = await insertKey(em, { ...old, prefix: old.prefix as KeyPrefix, now }, id);
    const expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    await em.nativeUpdate(ApiKey, { developerId, id }, { expiresAt });
    return made;
  });
  return { key: fresh.key, record: (await readKey(store, { developerId, id: fresh.id }))! };
}

const touch = {
  name: 'touch-key',
  text: `update api_key set last_used_at = $2 where id = $1
    and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
};

/** Remembers that the key was used, to the minute. */
export async function touchKey(store: Store, id: string, now: Date): Promise<void> {
  await run(store.pool, touch, [id, now]);
}

async function readKey(
  store: Store,
  { developerId, mode, id }: Omit<KeyToEnd, 'now'>,
): Promise<ApiKeyRecord | undefined> {
  const rows = await run<KeyRow>(store.pool, byDeveloper, [developerId, mode ?? null, id]);
  return rows[0] && toKey(rows[0]);
}
