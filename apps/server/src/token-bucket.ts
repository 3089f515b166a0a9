// So many per minute for each name, with a full minute's worth at once; held in this process.
import { LRUCache } from 'lru-cache';

export interface TokenBucket {
  /** Takes one; 0 when there was one, else the seconds until there is. */
  take(name: string): number;
}

const unlimited: TokenBucket = { take: () => 0 };

/** @param clock monotonic milliseconds */
export function createTokenBucket(
  perMinute: number,
  clock: () => number = () => performance.now(),
): TokenBucket {
  if (perMinute === 0) return unlimited;
  const perMillisecond = perMinute / 60_000;
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: 50_000 });

  return {
    take(name) {
      const at = clock();
      let bucket = buckets.get(name);
      if (!bucket) buckets.set(name, (bucket = { tokens: perMinute, at }));
      bucket.tokens = Math.min(perMinute, bucket.tokens + (at - bucket.at) * perMillisecond);
      bucket.at = at;
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMillisecond / 1_000);
      bucket.tokens--;
      return 0;
    },
  };
}
