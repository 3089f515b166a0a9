// How much one key, one visitor or one name may ask for, so that nobody is served at others' cost.
import { createHash } from 'node:crypto';
import { DomainError } from '@pausepoint/core';
import { rateLimitTable, type Store } from '@pausepoint/store';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { ServerConfig } from './config.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Everything here throws `rate_limited` with the seconds to wait. */
export interface Limits {
  write(keyId: string): void;
  read(keyId: string): void;
  /** Pages and links, by visitor. */
  visit(ip: string): void;
  /** A long poll of this key is held from now on, until the returned function is called. */
  hold(keyId: string): () => void;
  /** Tries at a password or an account, counted over all instances. */
  signIn(ip: string, email: string): Promise<void>;
  passkey(ip: string): Promise<void>;
  signUp(ip: string): Promise<void>;
  /** Mails with links, by who asks and to whom. */
  reset(ip: string, email: string): Promise<void>;
  confirm(ip: string, email: string): Promise<void>;
  invite(developerId: string, email: string): Promise<void>;
}

const HELD_AT_ONCE = 2_000;
const QUARTER_HOUR = 15 * 60;
const HOUR = 4 * QUARTER_HOUR;

export function createLimits(config: ServerConfig, store: Store): Limits {
  const writes = createTokenBucket(config.rateLimitPerMinute);
  const reads = createTokenBucket(config.readLimitPerMinute);
  const visits = createTokenBucket(config.rateLimitPerMinute);
  const held = new Map<string, number>();

  const shared = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: store.pool,
      tableName: rateLimitTable,
      tableCreated: true,
      keyPrefix,
      points,
      duration,
    });
  const signInsFrom = shared('sign-in-from', 60, QUARTER_HOUR);
  const signInsAs = shared('sign-in-as', 20, QUARTER_HOUR);
  const signUpsFrom = shared('sign-up-from', 30, HOUR);
  const resetsFrom = shared('reset-from', 30, HOUR);
  const resetsOf = shared('reset-of', 5, HOUR);
  const confirmationsOf = shared('confirm-of', 5, HOUR);
  const invitationsOf = shared('invite-of', 100, 24 * HOUR);
  const invitationsTo = shared('invite-to', 5, HOUR);

  return {
    write: (keyId) => take(writes, keyId),
    read: (keyId) => take(reads, keyId),
    visit: (ip) => take(visits, ip),
    hold(keyId) {
      const count = held.get(keyId) ?? 0;
      if (count >= HELD_AT_ONCE) throw tooMany(1, `This key already holds ${count} requests open.`);
      held.set(keyId, count + 1);
      return () => {
        const left = held.get(keyId)! - 1;
        if (left > 0) held.set(keyId, left);
        else held.delete(keyId);
      };
    },
    async signIn(ip, email) {
      await consume(signInsFrom, ip);
      // Only a hash is kept of whom somebody tried to be.
      await consume(signInsAs, digest(email));
    },
    passkey: (ip) => consume(signInsFrom, ip),
    async signUp(ip) {
      // A developer's own machine registers as often as its tests like.
      if (!config.local) await consume(signUpsFrom, ip);
    },
    async reset(ip, email) {
      await consume(resetsFrom, ip);
      await consume(resetsOf, digest(email));
    },
    async confirm(ip, email) {
      await consume(resetsFrom, ip);
      await consume(confirmationsOf, digest(email));
    },
    async invite(developerId, email) {
      await consume(invitationsOf, developerId);
      await consume(invitationsTo, digest(email));
    },
  };
}

const digest = (email: string): string => createHash('sha256').update(email).digest('base64url');

function take(bucket: TokenBucket, name: string): void {
  const seconds = bucket.take(name);
  if (seconds > 0) throw tooMany(seconds);
}

async function consume(limiter: RateLimiterPostgres, name: string): Promise<void> {
  try {
    await limiter.consume(name);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooMany(Math.ceil(refused.msBeforeNext / 1_000));
  }
}

const tooMany = (retryAfterSeconds: number, detail?: string): DomainError =>
  new DomainError('rate_limited', detail, { retryAfterSeconds });
