// How often a wrong code may be typed for one link: nobody finds the right one by trying them all.
import { DomainError, HOUR, SECOND } from '@pausepoint/core';
import { LRUCache } from 'lru-cache';
import type { RespondLink } from '../respond-link.ts';

/** An hour, counted by this process alone: 10,000 codes would take it a month and a half. */
const MOST_AN_HOUR = 10;
const wrong = new LRUCache<string, number>({ max: 50_000, ttl: HOUR, noUpdateTTL: true });

/** Throws `rate_limited`, whatever was typed now: the tap is still open to a person. */
export function requireTriesLeft(link: RespondLink): void {
  const name = nameOf(link);
  if ((wrong.get(name) ?? 0) < MOST_AN_HOUR) return;
  const retryAfterSeconds = Math.ceil(wrong.getRemainingTTL(name) / SECOND);
  const detail = 'Too many wrong codes were typed for this link.';
  throw new DomainError('rate_limited', detail, { retryAfterSeconds });
}

export function countWrongTry(link: RespondLink): void {
  const name = nameOf(link);
  wrong.set(name, (wrong.get(name) ?? 0) + 1);
}

const nameOf = ({ developerId, pauseId, recipientIndex }: RespondLink): string =>
  `${developerId}/${pauseId}/${recipientIndex ?? ''}`;
