// Sends people the mails about their own accounts: links that set a password, and invitations.
import {
  addressConfirmationMail,
  invitationMail,
  passwordResetMail,
  type Message,
} from '@pausepoint/channels';
import { afterAttempt, type Outcome } from '@pausepoint/core';
import {
  claimAccountMail,
  recordAccountMail,
  type AccountMailClaim,
  type AccountMailResult,
} from '@pausepoint/store';
import type { TellParts } from './tell-owners.ts';

const AT_ONCE = 10;

export async function tellPeople(parts: TellParts): Promise<void> {
  const { store, leaseSeconds } = parts;
  const due = await claimAccountMail(store, { limit: AT_ONCE, leaseSeconds });
  await Promise.all(
    due.map(async (mail) => recordAccountMail(store, mail, await tell(parts, mail))),
  );
}

async function tell(parts: TellParts, mail: AccountMailClaim): Promise<AccountMailResult> {
  const { channels, local, log } = parts;
  const message = messageOf(parts, mail);
  const courier = channels.couriers.email;
  const ended = { nextInMilliseconds: null, error: null };
  if (local) {
    const { subject, text, html } = message;
    return { ...ended, status: 'sent', keep: { recipient: mail.address, subject, text, html } };
  }
  const { id, kind } = mail;
  if (!courier) {
    const error = 'no mail is sent from here';
    log.warn({ mailId: id, kind, error }, 'a mail about an account was not sent: set SMTP_URL');
    return { ...ended, status: 'failed', error };
  }
  const outcome = await courier
    .send(message, { address: mail.address, key: id, expiresAt: mail.expiresAt })
    .catch((): Outcome => ({ kind: 'retry', error: 'internal error' }));
  const result = resultOf(parts, mail, outcome);
  if (result.status === 'failed') {
    log.warn({ mailId: id, kind, error: result.error }, 'a mail about an account was given up');
  }
  return result;
}

/** No try is made once its link opens nothing any more. */
function resultOf(
  { now, random }: TellParts,
  { attempt, expiresAt }: AccountMailClaim,
  outcome: Outcome,
): AccountMailResult {
  const { status, nextInMilliseconds } = afterAttempt('webhook', attempt, outcome, random());
  const error = outcome.kind === 'delivered' ? null : outcome.error;
  const inTime =
    nextInMilliseconds !== null && now().getTime() + nextInMilliseconds < expiresAt.getTime();
  if (inTime) return { status: 'queued', nextInMilliseconds, error };
  return { status: status === 'delivered' ? 'sent' : 'failed', nextInMilliseconds: null, error };
}

function messageOf({ publicUrl }: TellParts, mail: AccountMailClaim): Message {
  const link = { publicUrl, token: mail.token, expiresAt: mail.expiresAt };
  if (mail.kind === 'password_reset') return passwordResetMail(link);
  if (mail.kind === 'address_confirmation') return addressConfirmationMail(link);
  const { developerName, invitedBy, role } = mail;
  return invitationMail({ ...link, developerName, invitedBy, role });
}
