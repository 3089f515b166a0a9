// API keys: a prefix that says the mode, 42 random base62 characters and a 6-character CRC-32.
import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

export type Mode = 'live' | 'test';
export const modes = ['live', 'test'] as const;

export const keyPrefixes = {
  pp_live_: 'live',
  pp_test_: 'test',
  hitl_test_: 'test',
  hitl_: 'live',
} as const satisfies Record<string, Mode>;

export type KeyPrefix = keyof typeof keyPrefixes;
/** `admin` may do everything; `agent` may create, read, list, cancel and follow events. */
export type KeyRole = 'admin' | 'agent';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const body = /^[0-9A-Za-z]{48}$/;
const prefixes = Object.keys(keyPrefixes) as KeyPrefix[];

export function newApiKey(prefix: KeyPrefix): string {
  const random = Array.from({ length: 42 }, () => alphabet[randomInt(62)]).join('');
  return prefix + random + checksum(prefix + random);
}

/** The prefix and mode of a well-formed key, or undefined: a typo is told without a query. */
export function parseApiKey(text: string): { prefix: KeyPrefix; mode: Mode } | undefined {
  const prefix = prefixes.find((candidate) => text.startsWith(candidate));
  if (!prefix || !body.test(text.slice(prefix.length))) return undefined;
  if (checksum(text.slice(0, -6)) !== text.slice(-6)) return undefined;
  return { prefix, mode: keyPrefixes[prefix] };
}

/** What is stored of a key: its SHA-256, nothing else. */
export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest();

function checksum(text: string): string {
  let rest = crc32(text);
  let out = '';
  for (let i = 0; i < 6; i++) {
    out = alphabet[rest % 62] + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}
