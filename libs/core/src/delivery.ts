// When something that must reach the outside is tried again, and when it is given up.
import { HOUR, MINUTE, SECOND } from './time.ts';

export type DeliveryKind = 'notification' | 'webhook';

/**
 * What a notification tells its human: the question, a nudge, (edited in) what became of it, or the
 * code that proves who they are.
 */
export type NoticeKind = 'question' | 'reminder' | 'outcome' | 'code';

export type NotificationStatus =
  'queued' | 'sending' | 'maybe_sent' | 'sent' | 'delivered' | 'failed' | 'sandboxed';
export type WebhookStatus = 'pending' | 'delivered' | 'dead';
export type DeliveryStatus = NotificationStatus | WebhookStatus;

/** Why nothing is sent to a webhook endpoint any more: it answered 410, it failed for days, its owner said so. */
export type DisabledReason = 'gone' | 'failing' | 'by_developer';

/**
 * What came of one try. `ref`: how the vendor names the message, where it can be edited later.
 * `retry` may carry the receiver's own wish (Retry-After). `unsure`: the vendor may have it or not,
 * because its answer was lost. `postponed`: it was not its turn, so nothing was tried. `moot`: there
 * was nothing left to say, so nothing was sent.
 */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status?: NotificationStatus; readonly ref?: string }
  | { readonly kind: 'retry'; readonly error: string; readonly afterSeconds?: number }
  | { readonly kind: 'unsure'; readonly error: string }
  | { readonly kind: 'postponed'; readonly error: string; readonly afterSeconds: number }
  | { readonly kind: 'dead'; readonly error: string }
  | { readonly kind: 'moot'; readonly error: string };

export interface Step {
  readonly status: DeliveryStatus;
  /** Milliseconds until the next try; null when there is none. */
  readonly nextInMilliseconds: number | null;
  /** An end that is nobody's news: no audit event, no webhooks. */
  readonly quiet?: true;
}

/** Waits after try 1, 2, 3 …; the quick ones serve receivers that are just going to sleep. */
const webhookWaits = [
  1 * SECOND,
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  24 * HOUR,
];
const notificationWaits = [
  1 * SECOND,
  5 * SECOND,
  15 * SECOND,
  1 * MINUTE,
  5 * MINUTE,
  30 * MINUTE,
];

/** No receiver may push a try further away than the schedule's own longest wait. */
const longestWait = 24 * HOUR;
const JITTER = 0.2;
/** Whoever may already have the message gets it again only when no word of it came by then. */
const GRACE = 1 * MINUTE;
/** Over which those who waited for the same turn are spread. */
const STAGGER = 30 * SECOND;

const words = {
  webhook: { waits: webhookWaits, waiting: 'pending', done: 'delivered', over: 'dead' },
  notification: { waits: notificationWaits, waiting: 'queued', done: 'sent', over: 'failed' },
} as const;

/**
 * What follows try number `attempt` (1 …).
 * @param random uniform in [0, 1): spreads the waits by ± 20 %
 */
export function afterAttempt(
  kind: DeliveryKind,
  attempt: number,
  outcome: Outcome,
  random: number,
): Step {
  const { waits, waiting, done, over } = words[kind];
  if (outcome.kind === 'delivered') {
    return { status: outcome.status ?? done, nextInMilliseconds: null };
  }
  if (outcome.kind === 'moot') return { status: over, nextInMilliseconds: null, quiet: true };
  if (outcome.kind === 'postponed') {
    const wait = outcome.afterSeconds * SECOND + STAGGER * random;
    return { status: waiting, nextInMilliseconds: Math.round(wait) };
  }
  const wait = waits[attempt - 1];
  if (outcome.kind === 'dead' || wait === undefined) {
    return { status: over, nextInMilliseconds: null };
  }
  const spread = Math.round(wait * (1 - JITTER + 2 * JITTER * random));
  if (outcome.kind === 'unsure') {
    return { status: 'maybe_sent', nextInMilliseconds: Math.max(GRACE, spread) };
  }
  // A Retry-After that was no number must not become a date that is none.
  const wished = Math.min((outcome.afterSeconds || 0) * SECOND, longestWait);
  return { status: waiting, nextInMilliseconds: Math.max(wished, spread) };
}

/** Why a message fails whose recipient has reported this one or an earlier one. */
export const UNEXPECTED = 'the recipient did not expect this message';

/**
 * The status a question has after its own recipient reported it; undefined: it had failed before, so
 * that no other way is to be taken. Other than a vendor's word it ends `delivered`, too: the message
 * arrived, but whoever did not expect it is nobody to wait for.
 */
export const afterDisowned = (status: NotificationStatus): 'failed' | undefined =>
  status === 'failed' ? undefined : 'failed';

/** What a vendor says later, of its own accord, of a message it was given. */
export type ReportedStatus = 'sent' | 'delivered' | 'failed';

/**
 * The status a notification has after such a report; undefined: it changes nothing. Reports come in
 * any order: nothing leads back from the end, and `sent` proves only what was in doubt.
 */
export function afterReport(
  status: NotificationStatus,
  reported: ReportedStatus,
): ReportedStatus | undefined {
  if (status === 'delivered' || status === 'failed' || status === 'sandboxed') return undefined;
  return status === reported ? undefined : reported;
}
