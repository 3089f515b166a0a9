// The `Idempotency-Key` header and what makes two bodies the same request.
import { createHash } from 'node:crypto';
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
export const fingerprint = (body: unknown): Buffer =>
  createHash('sha256').update(canonicalJson(body)).digest();

/** Some clients send optional headers empty: an empty key is no key. */
export function readIdempotencyKey(header: string | undefined): IdempotencyReading {
  const key = header?.trim() ?? '';
  if (key === '') return { faults: [], of: () => null };
  const faults: CodedFault[] = [];
  const at = beside('header', 'Idempotency-Key');
  if (key.length > 255) faults.push({ pointer: at, detail: 'must be at most 255 characters' });
  if (/\p{Cc}/u.test(key)) faults.push({ pointer: at, detail: 'must be one line' });
  return { faults, of: (body) => ({ key, fingerprint: fingerprint(body) }) };
}
