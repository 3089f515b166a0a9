// Who a Bearer token is: told from its checksum, then from memory for under a second, then asked.
import { hashApiKey, parseApiKey } from '@pausepoint/core';
import { findKey, touchKey, type ApiKeyRecord, type Store } from '@pausepoint/store';
import type { Log } from '@pausepoint/runtime';
import { LRUCache } from 'lru-cache';

export interface KeyCache {
  find(token: string, now: Date): Promise<ApiKeyRecord | undefined>;
  /** After a key of ours was revoked or rotated: this process learns it at once. */
  forget(): void;
}

/** Counted from before the query, so that a revocation holds everywhere within one second. */
const FRESH_MILLISECONDS = 900;
const TOUCH_MILLISECONDS = 60_000;

interface Entry {
  readonly key: ApiKeyRecord | undefined;
}

export function createKeyCache(store: Store, log: Log): KeyCache {
  const known = new LRUCache<string, Promise<Entry>>({ max: 10_000, ttl: FRESH_MILLISECONDS });
  const touched = new LRUCache<string, number>({ max: 10_000 });

  const ask = (hash: Buffer): Promise<Entry> => {
    const name = hash.toString('latin1');
    const fresh = known.get(name);
    if (fresh) return fresh;
    const asked = findKey(store, hash).then((key) => ({ key }));
    known.set(name, asked);
    // A failure is told to whoever asked, and to nobody after.
    asked.catch(() => known.delete(name));
    return asked;
  };

  const touch = (key: ApiKeyRecord, now: Date): void => {
    const last = touched.get(key.id) ?? key.lastUsedAt?.getTime() ?? 0;
    if (now.getTime() - last < TOUCH_MILLISECONDS) return;
    touched.set(key.id, now.getTime());
    touchKey(store, key.id, now).catch((error: unknown) => {
      log.warn({ err: error, keyId: key.id }, 'last use of a key not recorded');
    });
  };

  return {
    async find(token, now) {
      if (!parseApiKey(token)) return undefined;
      const { key } = await ask(hashApiKey(token));
      if (!key || (key.expiresAt && key.expiresAt <= now)) return undefined;
      touch(key, now);
      return key;
    },
    forget: () => known.clear(),
  };
}
