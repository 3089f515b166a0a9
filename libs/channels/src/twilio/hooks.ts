// What Twilio calls back with: how far a message got, and what a human texted.
import type { ReportedStatus } from '@pausepoint/core';
import { heard, type Hook, type HookCall, type HookRequest } from '../hook.ts';
import { isReserved } from '../sms/reserved-replies.ts';
import { sms } from '../sms/sms.ts';
import { wordsFor } from './errors.ts';
import { twiml } from './twiml.ts';

/** The form of a callback; undefined: forged. */
type Read = (request: HookRequest) => URLSearchParams | undefined;

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ['accepted', 'sent'],
  ['scheduled', 'sent'],
  ['queued', 'sent'],
  ['sending', 'sent'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

export const statusHook = (read: Read): Hook => ({
  path: 'twilio/status',
  receive(request) {
    const form = read(request);
    if (!form) return { kind: 'forged' };
    const status = statuses.get(form.get('MessageStatus') ?? '');
    const key = new URL(request.url).searchParams.get('delivery');
    if (!status || !key) return { kind: 'nothing', answer: heard };
    const error = status === 'failed' ? wordsFor(codeOf(form)) : null;
    return { kind: 'report', key, status, error, answer: heard };
  },
});

/** @param line what replies arrive at, as the courier names it */
export const smsHook = (read: Read, line: string | undefined): Hook => ({
  path: 'twilio/sms',
  receive(request): HookCall {
    const form = read(request);
    if (!form) return { kind: 'forged' };
    const text = form.get('Body') ?? '';
    const from = sms.parseRecipient(form.get('From') ?? '');
    // Longer, it could be the same text once more: a signature holds for any cut between fields.
    const id = /^(?:SM|MM)[0-9a-f]{32}$/.exec(form.get('MessageSid') ?? '')?.[0];
    // Twilio answers reserved words itself; two answers would be one too many.
    if ('fault' in from || id === undefined || form.get('OptOutType') || isReserved(text)) {
      return { kind: 'nothing', answer: twiml(null) };
    }
    const to = form.get('To') ?? '';
    // Our own number may also be a member of a service that we know nothing of.
    const arrivedAt = to === line ? to : (form.get('MessagingServiceSid') ?? to);
    return { kind: 'reply', id, line: arrivedAt, address: from.address, text, answer: twiml };
  },
});

function codeOf(form: URLSearchParams): number | undefined {
  const code = form.get('ErrorCode') ?? '';
  return /^[1-9]\d{3,5}$/.test(code) ? Number(code) : undefined;
}
