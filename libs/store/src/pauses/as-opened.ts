// A pause as it reads right after it was opened, without asking the database again.
import { asOf, type NotificationStatus } from '@pausepoint/core';
import type { NewPause, NewRecipient, PauseRecord, Recipient } from '../records.ts';

/** What the caller hands over itself needs no sending. */
export const bornAs = (handedOver: boolean): NotificationStatus => (handedOver ? 'sent' : 'queued');

export function asOpened(pause: NewPause, clock: Date): PauseRecord {
  const { options, allowTextResponse, timeoutDefault, expiresAt } = pause.content;
  const {
    idempotency: _key,
    monthlyQuota: _month,
    hourlyQuota: _hour,
    webhookUrl: _url,
    remindAfterSeconds: _reminder,
    recipients,
    ...kept
  } = pause;
  const overdue = asOf({ status: 'pending', expiresAt, held: null }, clock) === 'timed_out';
  return {
    ...kept,
    options,
    allowTextResponse,
    timeoutDefault,
    expiresAt,
    status: overdue ? 'timed_out' : 'pending',
    held: null,
    unwantedBy: [],
    responseChoice: overdue ? timeoutDefault : null,
    responseText: null,
    responseAt: null,
    resolvedAt: overdue ? expiresAt : null,
    decision: null,
    recipients: recipients.map((to) => toRecipient(to, pause.createdAt)),
    erasedAt: null,
  };
}

function toRecipient(to: NewRecipient, at: Date): Recipient {
  const { index, name, channel, masked, afterSeconds } = to;
  const notification = { status: bornAs(to.handedOver), attempts: 0, lastError: null, at };
  return { index, name, channel, masked, afterSeconds, notification };
}
