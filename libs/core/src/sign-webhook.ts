// The headers that prove a webhook is ours: our own signature, and the Standard Webhooks trio.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export interface SignableWebhook {
  /** The event's id, the same on every try. */
  readonly id: string;
  readonly body: string;
  /** When this try leaves; receivers refuse what is too old. */
  readonly at: Date;
  /** The current one first; during a rotation the one before it too. */
  readonly secrets: readonly string[];
}

export interface PostedWebhook extends SignableWebhook {
  /** The newest signed head of the audit log, so that every receiver is its witness. */
  readonly checkpoint?: string | null;
}

/** All the headers of a webhook; whoever forwards an event sends them exactly so. */
export const webhookHeaders = (type: string, given: PostedWebhook): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'PausePoint-Webhook/1',
  'x-pausepoint-event': type,
  // A note has line breaks, a header none.
  ...(given.checkpoint && {
    'x-pausepoint-checkpoint': Buffer.from(given.checkpoint).toString('base64'),
  }),
  ...signWebhook(given),
});

export function signWebhook(given: SignableWebhook): Record<string, string> {
  const { id, body, at, secrets } = given;
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const content = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map((secret) => `v1,${hmac(standardKey(secret), content, 'base64')}`);
  return {
    // Receivers compare this one as a whole: it can carry one signature, that of the current secret.
    ...(secrets[0] && { 'x-pausepoint-signature': `sha256=${hmac(secrets[0], body, 'hex')}` }),
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** Base64 as every language's library reads it, padding included. */
const standardSecret =
  /^whsec_(?=.)((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** What Standard Webhooks libraries use as the key: the decoded part of `whsec_…`, else the bytes. */
function standardKey(secret: string): KeyObject {
  const encoded = standardSecret.exec(secret)?.[1];
  // As bytes it would cost several times what it signs.
  return encoded ? createSecretKey(encoded, 'base64') : createSecretKey(secret, 'utf8');
}

const hmac = (key: string | KeyObject, content: string, encoding: 'hex' | 'base64'): string =>
  createHmac('sha256', key).update(content, 'utf8').digest(encoding);
