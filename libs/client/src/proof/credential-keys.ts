// The public keys of passkeys: read, told apart, and asked whether they signed.
import { fromBase64, toBase64Url } from './base64.ts';
import { readCoseKey, type CredentialJwk } from './cose-key.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

/** As JWK; `kid` may name the credential it belongs to, by its id in base64url. */
export interface PasskeyJwk {
  readonly kty?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly kid?: string | undefined;
}

/** A JWK, several, or either as text; or what a receipt's evidence calls `public_key`: COSE in base64url. */
export type PasskeySource = string | PasskeyJwk | { readonly keys: readonly PasskeyJwk[] };

export interface CredentialKey {
  /** RFC 7638: the same key has the same one, however it was written. */
  readonly thumbprint: string;
  readonly jwk: CredentialJwk;
  /** Of the credential, where it was said. */
  readonly id: string | undefined;
}

export function readPasskeys(source: PasskeySource): CredentialKey[] {
  if (typeof source !== 'string') {
    const all = 'keys' in source ? source.keys : [source];
    if (!Array.isArray(all) || all.length === 0) throw noPasskey();
    return (all as readonly PasskeyJwk[]).map((jwk) => wanted(fromJwk(jwk)));
  }
  const text = source.trim();
  if (!text.startsWith('{')) return [wanted(fromCose(text))];
  try {
    return readPasskeys(JSON.parse(text) as PasskeyJwk);
  } catch {
    throw noPasskey();
  }
}

/** Undefined: it is none that passkeys have. */
export function fromCose(text: string, id?: string): CredentialKey | undefined {
  const bytes = fromBase64(text);
  const jwk = bytes && readCoseKey(bytes);
  return jwk && toKey(jwk, id);
}

function fromJwk({ kty, crv, x, y, n, e, kid }: PasskeyJwk): CredentialKey | undefined {
  const parts = [x, y, n, e];
  if (parts.some((part) => part !== undefined && !/^[\w-]+$/.test(part))) return undefined;
  if (kty === 'EC' && crv === 'P-256' && x && y) return toKey({ kty, crv, x, y }, kid);
  if (kty === 'OKP' && crv === 'Ed25519' && x) return toKey({ kty, crv, x }, kid);
  return kty === 'RSA' && n && e ? toKey({ kty, n, e }, kid) : undefined;
}

function toKey(jwk: CredentialJwk, id: string | undefined): CredentialKey {
  const members = Object.entries(jwk).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(members)));
  return { thumbprint: toBase64Url(sha256(text)), jwk, id };
}

function wanted(key: CredentialKey | undefined): CredentialKey {
  if (!key) throw noPasskey();
  return key;
}

const kinds = {
  EC: [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ],
  OKP: [{ name: 'Ed25519' }, { name: 'Ed25519' }],
  RSA: [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, { name: 'RSASSA-PKCS1-v1_5' }],
} as const;

type Bytes = Uint8Array<ArrayBuffer>;

/** Undefined: this key can't be used, here or anywhere. */
export async function hasSigned(
  { jwk }: CredentialKey,
  signature: Bytes,
  signed: Bytes,
): Promise<boolean | undefined> {
  const [how, to] = kinds[jwk.kty];
  const plain = jwk.kty === 'EC' ? fromDer(signature) : signature;
  if (!plain) return false;
  try {
    const key = await crypto.subtle.importKey('jwk', { ...jwk }, how, false, ['verify']);
    return await crypto.subtle.verify(to, key, plain, signed);
  } catch {
    return undefined;
  }
}

/** Two numbers of ASN.1, as WebAuthn writes them, in the 64 bytes that WebCrypto reads. */
function fromDer(der: Bytes): Bytes | undefined {
  const plain = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(number.findIndex((byte) => byte !== 0));
    if (der[at] !== 2 || number.length !== length || length > 33 || digits.length > 32) {
      return undefined;
    }
    plain.set(digits, end - digits.length);
    at += 2 + length;
  }
  return der[0] === 48 && der[1] === der.length - 2 && at === der.length ? plain : undefined;
}

const noPasskey = (): ProofInputError =>
  new ProofInputError(
    'That is no passkey’s public key: wanted is a JWK (ES256, EdDSA or RS256), or the base64url of it in COSE, which a receipt’s evidence calls public_key',
  );
