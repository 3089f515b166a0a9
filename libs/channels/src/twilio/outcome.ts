// What came of handing Twilio a message, by how it refused it or failed to answer.
import type { Outcome } from '@pausepoint/core';
import { isRefusal, type Refusal } from './client.ts';
import { credentials, errorOf, wordsFor } from './errors.ts';

/** The connection never stood, so nothing can have been sent. Anything else may have been. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export function outcomeOf(thrown: unknown, now: Date): Outcome {
  if (isRefusal(thrown)) return refused(thrown, now);
  const { code } = (thrown ?? {}) as { readonly code?: unknown };
  if (typeof code === 'string' && neverConnected.has(code)) {
    return { kind: 'retry', error: `Twilio cannot be reached (${code})` };
  }
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
  if (status === 400) return { kind: 'dead', error: wordsFor(code) };
  const error = `Twilio answered ${status}`;
  // Of these three it is certain that the message was not taken.
  if (status < 500 || status === 503) return { kind: 'retry', error, ...wait };
  return { kind: 'unsure', error };
}

/** Retry-After: seconds or a date. */
function secondsOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
