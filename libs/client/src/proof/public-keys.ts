// The public keys that checkpoints and receipts are checked with: Ed25519, by WebCrypto.
import { fromBase64, toBase64Url } from './base64.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

export interface PublicKeyJwk {
  readonly kty?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
}

/** What `/.well-known/jwks.json` says, one key of it, or either as text; or a key's 32 bytes in base64. */
export type KeySource = string | PublicKeyJwk | { readonly keys: readonly PublicKeyJwk[] };

export interface PublicKey {
  /** Its thumbprint (RFC 7638), computed here: what a key set calls a key proves nothing. */
  readonly kid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function readPublicKeys(source: KeySource): PublicKey[] {
  if (typeof source === 'string') {
    const text = source.trim();
    return text.startsWith('{') ? readPublicKeys(parse(text)) : [toKey(text)];
  }
  const all = 'keys' in source ? source.keys : [source];
  if (!Array.isArray(all)) throw noKey();
  const ours = (all as readonly PublicKeyJwk[]).filter(
    ({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519',
  );
  if (ours.length === 0) throw noKey();
  return ours.map(({ x }) => toKey(x ?? ''));
}

export async function isSignedBy(
  { bytes }: PublicKey,
  signature: Uint8Array,
  signed: string,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
  const message = new TextEncoder().encode(signed);
  return crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), message);
}

function parse(text: string): Exclude<KeySource, string> {
  try {
    return JSON.parse(text) as Exclude<KeySource, string>;
  } catch {
    throw noKey();
  }
}

function toKey(text: string): PublicKey {
  const bytes = fromBase64(text);
  if (bytes?.length !== 32) throw noKey();
  const thumbprint = `{"crv":"Ed25519","kty":"OKP","x":"${toBase64Url(bytes)}"}`;
  return { kid: toBase64Url(sha256(new TextEncoder().encode(thumbprint))), bytes };
}

const noKey = (): ProofInputError =>
  new ProofInputError(
    'That is no Ed25519 key: wanted is what /.well-known/jwks.json says, or the base64 of the 32 bytes',
  );
