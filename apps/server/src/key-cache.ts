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
export const FRESH_MILLISECONDS = 900;
const TOUCH_MILLISECONDS = 60_000;

interface Entry {
  readonly key: ApiKeyRecord | undefined;
}

const nobody: Promise<Entry> = Promise.resolve({ key: undefined });

export function createKeyCache(store: Store, log: Log): KeyCache {
  // By the token itself, for less than a second: hashing it anew for every poll costs more.
  const known = new LRUCache<string, Promise<Entry>>({
    max: 10_000,
    ttl: FRESH_MILLISECONDS,
    // Looked at for every request: not every one of them has to read the clock.
    ttlResolution: 50,
  });
  const touched = new LRUCache<string, number>({ max: 10_000 });

  const ask = (token: string): Promise<Entry> => {
    const fresh = known.get(token);
    if (fresh) return fresh;
    if (!parseApiKey(token)) return nobody;
    const asked = findKey(store, hashApiKey(token)).then((key) => ({ key }));
    known.set(token, asked);
    // A failure is told to whoever asked, and to nobody after.
    asked.catch(() => known.delete(token));
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
      const { key } = await ask(token);
      if (!key || (key.expiresAt && key.expiresAt <= now)) return undefined;
      touch(key, now);
      return key;
    },
    forget: () => known.clear(),
  };
}
