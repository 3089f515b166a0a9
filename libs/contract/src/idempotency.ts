// The `Idempotency-Key` header and what makes two bodies the same request.
import { hash } from 'node:crypto';
import { canonicalJson } from '@pausepoint/core';
import { beside, type CodedFault } from './faults.ts';

export interface Idempotency {
  readonly key: string;
  readonly fingerprint: Buffer;
}

interface IdempotencyReading {
  readonly faults: readonly CodedFault[];
  /** Computed only when there is a key: bodies are hashed for nobody else. */
  of(body: unknown): Idempotency | null;
}

/** SHA-256 over the canonical JSON: member order, spacing and number spelling make no difference. */
export const fingerprint = (body: unknown): Buffer => hash('sha256', canonicalJson(body), 'buffer');

/** Some clients send optional headers empty: an empty key is no key. */
export function readIdempotencyKey(header: string | undefined): IdempotencyReading {
  const key = header?.trim() ?? '';
  if (key === '') return { faults: [], of: () => null };
  const faults = flawsOf(key).map((detail) => ({
    pointer: beside('header', 'Idempotency-Key'),
    detail,
  }));
  return { faults, of: (body) => ({ key, fingerprint: fingerprint(body) }) };
}

function flawsOf(key: string): readonly string[] {
  const flaws: string[] = [];
  if (key.length > 255) flaws.push('must be at most 255 characters');
  if (/\p{Cc}/u.test(key)) flaws.push('must be one line');
  return flaws;
}
