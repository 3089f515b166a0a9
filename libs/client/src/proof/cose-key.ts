// Reads the public key of a passkey as WebAuthn tells it: COSE (RFC 9052), of which no more than that.
import { toBase64Url } from './base64.ts';

/** A public key of one of the three kinds that passkeys have. */
export type CredentialJwk =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string };

type Value = number | Uint8Array;

/** Undefined for anything else. */
export function readCoseKey(bytes: Uint8Array): CredentialJwk | undefined {
  const map = readMap(bytes);
  if (!map) return undefined;
  const [kind, algorithm, curve] = [map.get(1), map.get(3), map.get(-1)];
  const part = (label: number): string | undefined => {
    const value = map.get(label);
    return value instanceof Uint8Array ? toBase64Url(value) : undefined;
  };
  if (kind === 3 && algorithm === -257) {
    const [n, e] = [part(-1), part(-2)];
    return n && e ? { kty: 'RSA', n, e } : undefined;
  }
  const [x, y] = [part(-2), part(-3)];
  if (kind === 2 && algorithm === -7 && curve === 1) {
    return x && y ? { kty: 'EC', crv: 'P-256', x, y } : undefined;
  }
  const isEdwards = kind === 1 && algorithm === -8 && curve === 6;
  return isEdwards && x ? { kty: 'OKP', crv: 'Ed25519', x } : undefined;
}

/** A CBOR map of numbers to numbers and byte strings, and nothing behind it. */
function readMap(bytes: Uint8Array): Map<Value, Value> | undefined {
  let at = 0;
  function head(): [major: number, count: number] {
    const first = bytes[at++] ?? NaN;
    const short = first & 31;
    const length = short < 24 ? 0 : 2 ** (short - 24);
    if (length > 4) throw new RangeError();
    let count = length === 0 ? short : 0;
    for (let i = 0; i < length; i++) count = count * 256 + (bytes[at++] ?? NaN);
    return [first >> 5, count];
  }
  function value(): Value {
    const [major, count] = head();
    if (major === 0) return count;
    if (major === 1) return -1 - count;
    at += count;
    if (major !== 2 || !(at <= bytes.length)) throw new RangeError();
    return bytes.slice(at - count, at);
  }
  try {
    const [major, count] = head();
    if (major !== 5 || count > 16) return undefined;
    const map = new Map(Array.from({ length: count }, () => [value(), value()] as const));
    return at === bytes.length && map.size === count ? map : undefined;
  } catch {
    return undefined;
  }
}
