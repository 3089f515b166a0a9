// The developer's webhook endpoints and the secrets they are signed with.
import {
  formatId,
  iso,
  isoOrNull,
  webhookEventTypes,
  type DisabledReason,
  type WebhookEventType,
} from '@pausepoint/core';
import { z } from 'zod';
import { refuse, type CodedFault } from './faults.ts';
import { id, instant } from './fields.ts';
import { faultsOf } from './issues.ts';
import type { JsonDocument } from './json/read-json.ts';
import { parseBody } from './validate.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/** Strict to the last bit: some languages' decoders are, and their receivers must get our key. */
const standardSecret =
  /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

const secret = z
  .string()
  .refine((value) => value.length >= 16 && value.length <= 255, {
    error: 'must be 16-255 characters',
  })
  .refine((value) => !value.startsWith('whsec_') || standardSecret.test(value), {
    error: 'starts with whsec_ but does not go on in base64',
  })
  .meta({ minLength: 16, maxLength: 255 });

const url = z.string().meta({
  description: 'https and a public address, unless the server allows private ones.',
  example: 'https://example.com/hooks/pausepoint',
});

const events = z
  .array(z.enum(webhookEventTypes))
  .min(1)
  .refine((events) => new Set(events).size === events.length, {
    error: 'must name each event once',
  })
  .meta({
    example: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
    override: { uniqueItems: true },
  });

const ownSecret = secret.nullable().optional().meta({
  description: 'Your own, at least 16 characters; left out, we make one.',
});

export const registerWebhookSchema = z
  .strictObject({ url, events, secret: ownSecret })
  .meta({ id: 'RegisterWebhook' });

export const updateWebhookSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    enabled: z.boolean().optional().meta({
      description:
        '`true` also forgets that it failed. `false`: nothing more is sent, and what waits is given up.',
    }),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'must change something' })
  .meta({ id: 'UpdateWebhook', override: { minProperties: 1 } });

export const rotateSecretSchema = z
  .strictObject({ secret: ownSecret })
  .meta({ id: 'RotateWebhookSecret' });

interface UrlRules {
  readonly allowPrivate: boolean;
}

export function parseRegisterWebhook(document: JsonDocument, rules: UrlRules) {
  const { url, events, secret } = parseWithUrl(registerWebhookSchema, document, rules);
  return { url, events, secret: secret ?? null };
}

export const parseUpdateWebhook = (document: JsonDocument, rules: UrlRules) =>
  parseWithUrl(updateWebhookSchema, document, rules);

/** Null: we make one. */
export const parseRotateSecret = (document: JsonDocument) => ({
  secret: parseBody(rotateSecretSchema, document).secret ?? null,
});

function parseWithUrl<T extends z.ZodType>(
  schema: T,
  document: JsonDocument,
  rules: UrlRules,
): z.output<T> {
  const result = schema.safeParse(document.value);
  const faults: CodedFault[] = [...document.faults];
  if (!result.success) faults.push(...faultsOf(schema, result.error, document.value));
  const url = (document.value as { url?: unknown } | null)?.url;
  const detail = typeof url === 'string' ? checkWebhookUrl(url, rules) : undefined;
  if (detail) faults.push({ pointer: '/url', detail, code: 'webhook_url_refused' });
  refuse(faults);
  return result.data as z.output<T>;
}

export const webhookSchema = z
  .object({
    webhook_id: id('webhook'),
    url: z.string(),
    events: z.array(z.enum(webhookEventTypes)),
    enabled: z.boolean(),
    failing_since: instant.nullable().meta({
      description: 'The first failed try after a success. After 5 days the webhook is disabled.',
    }),
    disabled_at: instant.nullable(),
    disabled_reason: z.enum(['gone', 'failing', 'by_developer']).nullable().meta({
      description: '`gone`: it answered 410. `failing`: for 5 days. `by_developer`: you said so.',
    }),
    created_at: instant,
  })
  .meta({ id: 'Webhook' });

export const newWebhookSchema = webhookSchema
  .extend({
    secret: z
      .string()
      .optional()
      .meta({ description: 'Only when we made it, and only this once.' }),
  })
  .meta({ id: 'NewWebhook' });

export const webhookListSchema = z
  .object({ data: z.array(webhookSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'WebhookList' });

export const defaultSecretSchema = z
  .object({ secret: z.string().meta({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }) })
  .meta({ id: 'DefaultSecret' });

export interface PresentableWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  readonly enabled: boolean;
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledReason: DisabledReason | null;
  readonly createdAt: Date;
}

export const presentWebhook = (webhook: PresentableWebhook) => ({
  webhook_id: formatId('webhook', webhook.id),
  url: webhook.url,
  events: webhook.events,
  enabled: webhook.enabled,
  failing_since: isoOrNull(webhook.failingSince),
  disabled_at: isoOrNull(webhook.disabledAt),
  disabled_reason: webhook.disabledReason,
  created_at: iso(webhook.createdAt),
});

/** @param secret the one we made; null when it is the developer's own */
export const presentNewWebhook = (webhook: PresentableWebhook, secret: string | null) => ({
  ...presentWebhook(webhook),
  ...(secret === null ? {} : { secret }),
});

export const presentWebhookList = (
  webhooks: readonly PresentableWebhook[],
  nextCursor: string | null,
) => ({ data: webhooks.map(presentWebhook), next_cursor: nextCursor });

export const presentDefaultSecret = (secret: string) => ({ secret });
