// The Ed25519 key (RFC 8032) that signs checkpoints and receipts: the operator's own, or derived.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  checkpointText,
  noteKeyId,
  signedNote,
  type Checkpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import type { KeyRing } from './key-ring.ts';
import { sha256 } from './sha256.ts';

export interface SigningKey {
  /** The public key's JWK thumbprint (RFC 7638). */
  readonly kid: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** PKCS#8 around a bare seed (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

/**
 * @param text `AUDIT_SIGNING_KEY`: PKCS#8 in PEM, or the base64 of the 32-byte seed; absent: derived
 *   from the ring's secret. Throws what to do about a text that is neither.
 */
export function readSigningKey(ring: KeyRing, text?: string): SigningKey {
  const privateKey = text ? readPrivateKey(text) : fromSeed(ring.key('audit-signing')!.export());
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kid: thumbprint(x!), publicKey: Buffer.from(x!, 'base64url'), privateKey };
}

/** The checkpoint as a note signed by the log itself: the key goes by the log's origin. */
export function signCheckpoint(key: SigningKey, checkpoint: Checkpoint): string {
  const { origin: name } = checkpoint;
  const text = checkpointText(checkpoint);
  const signature = sign(null, Buffer.from(text), key.privateKey);
  return signedNote(text, { name, keyId: noteKeyId(sha256, name, key.publicKey), signature });
}

/** Whether the log itself signed it with this key. */
export function isSignedBy(
  { origin, text, signatures }: SignedCheckpoint,
  { publicKey }: Pick<SigningKey, 'publicKey'>,
): boolean {
  const keyId = Buffer.from(noteKeyId(sha256, origin, publicKey));
  const own = signatures.filter((one) => one.name === origin && keyId.equals(one.keyId));
  if (own.length === 0) return false;
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return own.every(({ signature }) => verify(null, Buffer.from(text), key, signature));
}

/** RFC 7638 for an RFC 8037 key. @param x its public key in base64url */
export const thumbprint = (x: string): string =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');

function readPrivateKey(text: string): KeyObject {
  const key = text.includes('PRIVATE KEY') ? fromPem(text) : fromBase64(text);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new Error(
    'AUDIT_SIGNING_KEY is no Ed25519 key. Make one with: openssl genpkey -algorithm ed25519',
  );
}

function fromPem(text: string): KeyObject | undefined {
  try {
    // In an .env file the lines of a PEM may be written as \n.
    return createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
}

function fromBase64(text: string): KeyObject | undefined {
  const seed = Buffer.from(text, 'base64');
  return seed.length === SEED_BYTES ? fromSeed(seed) : undefined;
}

const fromSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
