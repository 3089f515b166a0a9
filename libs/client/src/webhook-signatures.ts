// The two signatures a webhook carries, checked in constant time with any of the given secrets.

type Bytes = Uint8Array<ArrayBuffer>;

interface Standard {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

/** Standard Webhooks: `v1,<base64>` over `id.timestamp.body`; several during a rotation. */
export async function isStandardTrue(
  raw: Bytes,
  { id, timestamp, signatures }: Standard,
  secrets: readonly string[],
): Promise<boolean> {
  const signed = concat(utf8(`${id}.${timestamp}.`), raw);
  for (const secret of secrets) {
    const key = await hmacKey(standardKey(secret));
    for (const signature of signatures) {
      const [version, text] = signature.split(',');
      const bytes = version === 'v1' && text ? base64(text) : undefined;
      if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return true;
    }
  }
  return false;
}

/** `X-PausePoint-Signature: sha256=<hex>` over the body, keyed with the whole secret as text. */
export async function isPlainTrue(
  raw: Bytes,
  signature: string,
  secrets: readonly string[],
): Promise<boolean> {
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(signature) ?? [];
  if (!hex) return false;
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  for (const secret of secrets) {
    const key = await hmacKey(utf8(secret));
    if (await crypto.subtle.verify('HMAC', key, bytes, raw)) return true;
  }
  return false;
}

/** The decoded part of a `whsec_…` we made; any other secret is its owner's, and used as it is. */
function standardKey(secret: string): Bytes {
  const [, encoded] =
    /^whsec_(?=.)((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(secret) ??
    [];
  return (encoded && base64(encoded)) || utf8(secret);
}

function hmacKey(bytes: Bytes) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function base64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concat(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
