// Tells a webhook of ours from anybody else's. WebCrypto only, so that it runs on the edge too.
import type { WebhookEvent } from '@pausepoint/contract/wire';

export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /**
   * How far `webhook-timestamp` may be from now, against replays. Default 300. With `Infinity` an
   * `X-PausePoint-Signature` alone is enough: it says nothing about when.
   */
  readonly toleranceSeconds?: number | undefined;
  readonly now?: Date | undefined;
}

/** The request is not one of ours, or too old: answer 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

export const webhooks = { verify };

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The event inside, once its signature is found true; throws `WebhookVerificationError`.
 * @param body the raw body as it came: parsing and printing it again breaks the signature
 * @param secret the endpoint's, or your default secret for a pause's own `webhook_url`
 */
async function verify(
  body: string | Uint8Array,
  headers: HeadersLike,
  secret: string,
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const raw = typeof body === 'string' ? utf8(body) : new Uint8Array(body);
  const id = headerOf(headers, 'webhook-id');
  const signatures = headerOf(headers, 'webhook-signature');
  const isTrue =
    id !== undefined && signatures !== undefined
      ? await isStandard(
          raw,
          { id, signatures, timestamp: freshTimestamp(headers, options) },
          secret,
        )
      : await isPlain(raw, headers, secret, options);
  if (!isTrue) throw new WebhookVerificationError('No signature fits the body and the secret');
  return JSON.parse(new TextDecoder().decode(raw)) as WebhookEvent;
}

/** Standard Webhooks: `v1,<base64>` over `id.timestamp.body`; several during a rotation. */
async function isStandard(
  raw: Bytes,
  { id, timestamp, signatures }: { id: string; timestamp: string; signatures: string },
  secret: string,
): Promise<boolean> {
  const key = await hmacKey(secret.startsWith('whsec_') ? base64(secret.slice(6)) : utf8(secret));
  const signed = concat(utf8(`${id}.${timestamp}.`), raw);
  for (const signature of signatures.split(' ')) {
    const [version, text] = signature.split(',');
    const bytes = version === 'v1' && text ? base64(text) : undefined;
    if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, signed))) return true;
  }
  return false;
}

/** `X-PausePoint-Signature: sha256=<hex>` over the body, keyed with the whole secret as text. */
async function isPlain(
  raw: Bytes,
  headers: HeadersLike,
  secret: string,
  { toleranceSeconds }: VerifyOptions,
): Promise<boolean> {
  const [, hex] =
    /^sha256=([0-9a-f]{64})$/i.exec(headerOf(headers, 'x-pausepoint-signature') ?? '') ?? [];
  if (!hex || toleranceSeconds !== Number.POSITIVE_INFINITY) {
    throw new WebhookVerificationError(
      'webhook-id, webhook-timestamp or webhook-signature is missing',
    );
  }
  const bytes = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', await hmacKey(utf8(secret)), bytes, raw);
}

function freshTimestamp(headers: HeadersLike, options: VerifyOptions): string {
  const timestamp = headerOf(headers, 'webhook-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError('webhook-timestamp is missing or no number');
  }
  const { toleranceSeconds = 300, now = new Date() } = options;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > toleranceSeconds) {
    throw new WebhookVerificationError('webhook-timestamp is too far from now');
  }
  return timestamp;
}

function headerOf(headers: HeadersLike, name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const entries = Object.entries(headers as Record<string, string | readonly string[] | undefined>);
  const value = entries.find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}

// Imported keys verify in constant time.
function hmacKey(bytes: Bytes) {
  if (bytes.length === 0) throw new WebhookVerificationError('The secret is empty or no base64');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function base64(text: string): Bytes {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function concat(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
