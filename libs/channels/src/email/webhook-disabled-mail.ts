// Tells an account's owner that a webhook was switched off, why, and what brings it back.
import { iso, utcTime, type DisabledReason, type Mode } from '@pausepoint/core';
import type { Message } from '../channel.ts';

export interface DisabledWebhook {
  /** As the API writes it. */
  readonly webhookId: string;
  readonly mode: Mode;
  /** Where it led, without the rest of the URL, which often holds a secret; null: not known any more. */
  readonly host: string | null;
  readonly reason: DisabledReason;
  readonly failingSince: Date;
  readonly disabledAt: Date;
  /** Where the API is. */
  readonly publicUrl: string;
}

const why: Readonly<Record<DisabledReason, string>> = {
  gone: 'It answered 410 Gone, which means that it wants no more events, ever.',
  failing: 'It has failed at every try for five days.',
  by_developer: 'That was asked for over the API.',
};

/** Plain text alone: it is for a developer, and copied from. */
export function webhookDisabledMail(webhook: DisabledWebhook): Message {
  const { webhookId, mode, host, reason, failingSince, disabledAt, publicUrl } = webhook;
  const at = host === null ? '' : ` at ${host}`;
  const url = `${publicUrl}/v1/webhooks/${webhookId}`;
  const blocks = [
    `Your webhook${at} was switched off.`,
    why[reason],
    `Webhook: ${webhookId} (${mode})
Last success before: ${utcTime(failingSince)}
Switched off: ${utcTime(disabledAt)}`,
    `No event is lost. They can be read at any time:
GET ${publicUrl}/v1/events`,
    `Its deliveries, with every try and what it answered:
GET ${url}/deliveries`,
    `Once your receiver works again, switch the webhook on, and have what it missed sent again:
PATCH ${url}
{"enabled": true}
POST ${url}/redeliver
{"since": "${iso(failingSince)}"}`,
    `${new URL(publicUrl).host} · Nobody will ever ask for a password here.`,
  ];
  const subject = `Your webhook${at} was switched off`.slice(0, 150);
  return { subject, text: blocks.join('\n\n'), html: null };
}
