// The token inside a link: who may answer which pause, signed; holds no address.
import { createHmac, hash, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import { randomFew } from './random.ts';

export interface ResponseClaim {
  readonly developerId: string;
  readonly pauseId: string;
  /** Whose link it is; null is the caller's own (`respond_url`). */
  readonly recipientIndex: number | null;
  readonly revision: number;
  /** Informative: the row's deadline decides, never the token's. */
  readonly expiresAt: Date;
}

const VERSION = 1;
const MAC_BYTES = 16;
const SIGNED_BYTES = 1 + 4 + 16 + 16 + 1 + 1 + 4;
const CALLER = 255;

/**
 * base64url of: version (1), key id (4), developer id (16), pause id (16), recipient index (1),
 * content revision (1), expiry in seconds (4), HMAC-SHA256 cut to 16 bytes.
 */
export function mintResponseToken(ring: KeyRing, claim: ResponseClaim): string {
  const bytes = Buffer.alloc(SIGNED_BYTES + MAC_BYTES);
  bytes[0] = VERSION;
  ring.currentId.copy(bytes, 1);
  writeUuid(bytes, 5, claim.developerId);
  writeUuid(bytes, 21, claim.pauseId);
  bytes[37] = claim.recipientIndex ?? CALLER;
  bytes[38] = claim.revision;
  bytes.writeUInt32BE(Math.floor(claim.expiresAt.getTime() / 1_000), 39);
  mac(ring.key('response-token')!, bytes).copy(bytes, SIGNED_BYTES);
  return bytes.toString('base64url');
}

/** The claim, or undefined for anything we did not sign, told in constant time without a query. */
export function readResponseToken(ring: KeyRing, token: string): ResponseClaim | undefined {
  const bytes = Buffer.from(token, 'base64url');
  // Re-encoding refuses the lenient spellings base64 decoders accept: one link, one text.
  if (bytes.length !== SIGNED_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return;
  const key = ring.key('response-token', bytes.subarray(1, 5));
  if (!key || bytes[0] !== VERSION) return;
  if (!timingSafeEqual(mac(key, bytes), bytes.subarray(SIGNED_BYTES))) return;
  return {
    developerId: readUuid(bytes, 5),
    pauseId: readUuid(bytes, 21),
    recipientIndex: bytes[37] === CALLER ? null : bytes[37]!,
    revision: bytes[38]!,
    expiresAt: new Date(bytes.readUInt32BE(39) * 1_000),
  };
}

/** A short code for SMS: 128 random bits, 22 base64url characters. */
export const newShortCode = (): string => randomFew(16).toString('base64url');

export const isShortCode = (text: string): boolean => /^[\w-]{21}[AQgw]$/.test(text);

/** What is stored of a short code. */
export const hashShortCode = (code: string): Buffer => hash('sha256', code, 'buffer');

const mac = (key: KeyObject, bytes: Buffer): Buffer =>
  createHmac('sha256', key).update(bytes.subarray(0, SIGNED_BYTES)).digest().subarray(0, MAC_BYTES);

function writeUuid(bytes: Buffer, at: number, uuid: string): void {
  bytes.write(uuid.replaceAll('-', ''), at, 'hex');
}

function readUuid(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
