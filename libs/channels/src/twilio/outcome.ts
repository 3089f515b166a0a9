// What came of handing Twilio a message, by how it refused it or failed to answer.
import type { Outcome } from '@pausepoint/core';
import { neverConnected } from '../never-connected.ts';
import { isRefusal, type Refusal } from './client.ts';
import { credentials, errorOf, wordsFor } from './errors.ts';

/** Too slow, too early, too often, out of service. */
const passing = new Set([408, 425, 429, 503]);

export function outcomeOf(thrown: unknown, now: Date): Outcome {
  if (isRefusal(thrown)) return refused(thrown, now);
  // The SDK's HTTP client copies the socket's code and hides the socket's error itself in `cause`.
  const lost = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  if (neverConnected(lost)) return { kind: 'retry', error: 'Twilio cannot be reached' };
  return { kind: 'unsure', error: 'Twilio did not answer' };
}

function refused({ status, code, retryAfter }: Refusal, now: Date): Outcome {
  const known = errorOf(code);
  const afterSeconds = secondsOf(retryAfter, now);
  const wait = afterSeconds === undefined ? {} : { afterSeconds };
  if (known) {
    const error = wordsFor(code);
    return known.passing ? { kind: 'retry', error, ...wait } : { kind: 'dead', error };
  }
  if (status === 401 || status === 403 || status === 404) {
    const error = `${credentials} (it answered ${status})`;
    return { kind: 'retry', error, ...wait };
  }
  const error = `Twilio answered ${status}`;
  // Of these it is certain that the message was not taken, nor refused for good.
  if (status < 400 || passing.has(status)) return { kind: 'retry', error, ...wait };
  return status < 500 ? { kind: 'dead', error: wordsFor(code) } : { kind: 'unsure', error };
}

/** Retry-After: seconds or a date. */
function secondsOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
