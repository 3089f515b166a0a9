// How tries end in tests, and what is to be seen of them afterwards.
import type { ReportedStatus } from '@pausepoint/core';
import { expect } from 'vitest';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { findPause } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { recordAttempts } from '../deliveries/record-attempts.ts';
import type { AttemptResult, Claim, NewPause, NotificationClaim, Recipient } from '../records.ts';
import { reportDelivery } from '../deliveries/report-delivery.ts';
import type { Store } from '../store.ts';

export const lease = { limit: 100, leaseSeconds: 60 };

export const result = (
  step: AttemptResult['step'],
  more: Partial<AttemptResult> = {},
): AttemptResult => ({
  at: new Date(),
  durationMs: 12.5,
  statusCode: 200,
  response: 'ok',
  error: null,
  step,
  ref: null,
  ...more,
});

export const sent = result({ status: 'sent', nextInMilliseconds: null });
export const delivered = result({ status: 'delivered', nextInMilliseconds: null });
export const later = result({ status: 'queued', nextInMilliseconds: 0 }, { error: 'busy' });
export const failed = result(
  { status: 'failed', nextInMilliseconds: null },
  { statusCode: 500, error: 'the carrier refused' },
);

export const unsure = result(
  { status: 'maybe_sent', nextInMilliseconds: 60_000 },
  { error: 'no answer came' },
);
export const sentAs = (ref: string): AttemptResult => ({ ...sent, ref });

/** One report on its own: whether it counted. */
export async function report(store: Store, claim: Claim, came: AttemptResult): Promise<boolean> {
  const [counted] = await recordAttempts(store, [{ claim, result: came }]);
  return counted!;
}

/** What a vendor says later; a failure comes with `it bounced`. */
export const said = (
  store: Store,
  { developerId, pauseId, deliveryId }: Claim,
  status: ReportedStatus,
): Promise<boolean> =>
  reportDelivery(
    store,
    { developerId, pauseId, deliveryId },
    { status, error: status === 'failed' ? 'it bounced' : null, at: new Date() },
  );

/** The first recipient's. */
export async function notificationOf(
  store: Store,
  pause: NewPause,
): Promise<Recipient['notification']> {
  return (await findPause(store, pause))!.recipients[0]!.notification;
}

/** The statuses of notifications in the log, the oldest first. */
export async function statusesTold(store: Store, pause: NewPause): Promise<unknown[]> {
  const events = await listAudit(store, { ...pause, pauseId: pause.id, limit: 100 });
  return events.flatMap(({ detail }) => detail['status'] ?? []).toReversed();
}

/** What the passing of time would do. */
export const expireLeases = ({ pool }: Store) =>
  pool.query(
    `update delivery set next_attempt_at = statement_timestamp() where next_attempt_at is not null`,
  );

/** Nothing is left to do from the test before. */
export const dropDeliveries = ({ pool }: Store) =>
  pool.query('update delivery set next_attempt_at = null');

/** How the log, while it may be read, tells of the only recipient tests usually have. */
export const toRecipient = {
  recipient: '+1•••••1928',
  recipient_salt: expect.stringMatching(/^[\w-]{22}$/) as string,
  recipient_commitment: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
};

/** Of one pause only, whatever else is due. */
export async function claimsOf(store: Store, pause: NewPause): Promise<NotificationClaim[]> {
  const claims = await claimNotifications(store, lease);
  return claims
    .filter(({ pauseId }) => pauseId === pause.id)
    .toSorted((a, b) => a.recipientIndex - b.recipientIndex);
}

/** The log of a pause, oldest first. */
export async function eventTypesOf(store: Store, pause: NewPause): Promise<string[]> {
  const events = await listAudit(store, { ...pause, pauseId: pause.id, limit: 100 });
  return events.map(({ type }) => type).toReversed();
}
