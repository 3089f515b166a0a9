// Tells a webhook of ours from anybody else's. WebCrypto only, so that it runs on the edge too.
import type { WebhookEvent } from '@pausepoint/contract/wire';
import { isPlainTrue, isStandardTrue } from './webhook-signatures.ts';

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

/**
 * The event inside, once its signature is found true; throws `WebhookVerificationError`.
 * @param body the raw body as it came: parsing and printing it again breaks the signature
 * @param secret the endpoint's, or your default secret for a pause's own `webhook_url`; several
 * where one endpoint hears of both, or while you put in a new one
 */
async function verify(
  body: string | Uint8Array,
  headers: HeadersLike,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const secrets = (typeof secret === 'string' ? [secret] : secret).filter(Boolean);
  if (secrets.length === 0) throw new WebhookVerificationError('The secret is empty');
  const raw = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  const id = headerOf(headers, 'webhook-id');
  const signatures = headerOf(headers, 'webhook-signature');
  const isTrue =
    id !== undefined && signatures !== undefined
      ? await isStandardTrue(
          raw,
          { id, signatures: signatures.split(' '), timestamp: freshTimestamp(headers, options) },
          secrets,
        )
      : await isPlainTrue(raw, plainSignature(headers, options), secrets);
  if (!isTrue) throw new WebhookVerificationError('No signature fits the body and the secret');
  return JSON.parse(new TextDecoder().decode(raw)) as WebhookEvent;
}

/** Without a time it would be true for ever: only who asks for that may have it. */
function plainSignature(headers: HeadersLike, { toleranceSeconds }: VerifyOptions): string {
  const signature = headerOf(headers, 'x-pausepoint-signature');
  if (signature !== undefined && toleranceSeconds === Number.POSITIVE_INFINITY) return signature;
  throw new WebhookVerificationError(
    'webhook-id, webhook-timestamp or webhook-signature is missing',
  );
}

function freshTimestamp(headers: HeadersLike, options: VerifyOptions): string {
  const timestamp = headerOf(headers, 'webhook-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError('webhook-timestamp is missing or no number');
  }
  const { toleranceSeconds = 300, now = new Date() } = options;
  // Written so that a tolerance that is no number refuses everything.
  const isFresh = Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= toleranceSeconds;
  if (!isFresh) throw new WebhookVerificationError('webhook-timestamp is too far from now');
  return timestamp;
}

function headerOf(headers: HeadersLike, name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const entries = Object.entries(headers as Record<string, string | readonly string[] | undefined>);
  const value = entries.find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}
