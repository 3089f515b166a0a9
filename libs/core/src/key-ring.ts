// The operator's secret, stretched into one key per purpose with HKDF (RFC 5869).
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

export type Purpose =
  | 'response-token'
  | 'page-nonce'
  | 'csrf'
  | 'sign-in-state'
  | 'mail-token'
  | 'seal-address'
  | 'seal-sign-in'
  | 'seal-secret'
  | 'seal-data-key'
  | 'hash-address'
  | 'hash-code'
  | 'vendor-callback'
  | 'audit-signing';

export interface KeyRing {
  /** Identifies the current secret: kept in the database, so that a mismatch refuses to start. */
  readonly fingerprint: string;
  /** That of the previous secret, while there is one. */
  readonly previousFingerprint: string | undefined;
  /** The id to write beside whatever the current secret signs or seals. */
  readonly currentId: Buffer;
  /** The 32-byte key for a purpose; by id also that of the previous secret. Undefined: unknown id. */
  key(purpose: Purpose, id?: Buffer): KeyObject | undefined;
  /** The keys for a purpose, the current secret's first: what an old one marked is still known. */
  keys(purpose: Purpose): readonly KeyObject[];
}

/** @param previous the secret before the last rotation: still reads, never writes. */
export function createKeyRing(secret: string, previous?: string): KeyRing {
  const current = derive(secret);
  const all = new Map([[current.id.toString('hex'), current]]);
  if (previous) {
    const old = derive(previous);
    all.set(old.id.toString('hex'), old);
  }
  return {
    fingerprint: fingerprintOf(secret),
    previousFingerprint: previous ? fingerprintOf(previous) : undefined,
    currentId: current.id,
    key: (purpose, id) => (id ? all.get(id.toString('hex')) : current)?.key(purpose),
    keys: (purpose) => [...all.values()].map((secret) => secret.key(purpose)),
  };
}

function derive(secret: string) {
  // Bytes would become a KeyObject anew for every signature, which costs more than signing.
  const keys = new Map<Purpose, KeyObject>();
  return {
    id: stretch(secret, 'key-id', 4),
    key(purpose: Purpose): KeyObject {
      let key = keys.get(purpose);
      if (!key) keys.set(purpose, (key = createSecretKey(stretch(secret, purpose, 32))));
      return key;
    },
  };
}

const fingerprintOf = (secret: string): string =>
  stretch(secret, 'fingerprint', 16).toString('hex');

const stretch = (secret: string, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'pausepoint', info, bytes));
