// Identifiers: a UUIDv7 (RFC 9562) inside, a prefix that says what it is outside.
import { v7 } from 'uuid';
import { randomFew } from './random.ts';

export const idPrefixes = {
  pause: 'psr',
  developer: 'dev',
  person: 'prs',
  invitation: 'inv',
  session: 'ses',
  key: 'key',
  event: 'evt',
  delivery: 'dlv',
  webhook: 'whk',
  approver: 'apr',
  message: 'msg',
  watch: 'wch',
} as const;

export type IdKind = keyof typeof idPrefixes;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * A new UUIDv7: sorts by time, so a primary key grows at its end. Ids that one process makes for one
 * millisecond keep their order (RFC 9562, 6.2 method 1): what happened at once is listed as it was said.
 */
export function newId(now: Date): string {
  const msecs = now.getTime();
  seq = msecs === lastMsecs ? seq + 1 : randomFew(4).readUInt32BE() >>> 1;
  lastMsecs = msecs;
  return v7({ msecs, seq, random: randomFew(16) });
}

let lastMsecs = -1;
let seq = 0;

export const formatId = (kind: IdKind, id: string): string => `${idPrefixes[kind]}_${id}`;

/** The bare lower-case UUID, or undefined. The prefix may be absent, but never another kind's. */
export function parseId(kind: IdKind, text: string): string | undefined {
  const prefix = `${idPrefixes[kind]}_`;
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return uuid.test(bare) ? bare.toLowerCase() : undefined;
}
