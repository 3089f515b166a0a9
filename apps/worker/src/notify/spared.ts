// What makes a question or a reminder needless: it is out already, or there is nothing left to ask.
import { SECOND, UNEXPECTED, type Outcome } from '@pausepoint/core';
import type { NotificationClaim } from '@pausepoint/store';
import { dead, moot, postponed } from './outcomes.ts';

/** Undefined: it is to be sent. */
export function spared(claim: NotificationClaim, now: Date): Outcome | undefined {
  const { notice, pause, recipientIndex, reported } = claim;
  // The vendor has told of it: an earlier try reached it, and only that try's own end is missing.
  if (reported?.status === 'failed') return dead(reported.error ?? 'the vendor gave it up');
  if (reported) return { kind: 'delivered', status: reported.status };
  if (pause.status !== 'pending') {
    return hasArrived(claim)
      ? { kind: 'delivered', status: 'delivered' }
      : moot(`settled before ${claim.attempt > 1 ? 'another try' : 'the message was sent'}`);
  }
  const recipient = pause.recipients.find(({ index }) => index === recipientIndex);
  if (notice === 'reminder' && recipient?.notification.status === 'failed') {
    return moot('the question itself could not be delivered');
  }
  if (claim.disabled) return dead('the account of whoever asks is disabled');
  // But what somebody asks for on the page they opened is theirs to get.
  if (claim.unwanted && (notice === 'question' || notice === 'reminder')) return dead(UNEXPECTED);
  // While somebody's answer may still be taken back nobody else is asked.
  const until = notice === 'code' ? undefined : pause.held?.settlesAt;
  return until && postponed('an answer is held', Math.ceil((+until - +now) / SECOND));
}

/** An answer by their own link proves that a try in doubt was none: nobody else has that link. */
const hasArrived = ({ notice, attempt, pause, recipientIndex }: NotificationClaim): boolean =>
  notice === 'question' && attempt > 1 && pause.decision?.recipientIndex === recipientIndex;
