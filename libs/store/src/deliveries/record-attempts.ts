// Records what came of tries, unless a delivery has meanwhile been given to somebody else.
import { afterReport, type NotificationStatus } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { addOutcomes } from '../settling/add-outcomes.ts';
import { afterFailures } from './after-failures.ts';
import { changeEndpoints, endWaiting } from '../webhooks/change-endpoints.ts';
import { lockPauses } from '../settling/lock-pauses.ts';
import type { AttemptResult, Claim, VendorWord } from '../records.ts';
import { sealRef } from '../sealing.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
import { wipeCodes } from '../approvers/wipe-codes.ts';
import { writeAttempts, type Ended } from './write-attempts.ts';

/** What came of one try at one claim. */
export interface Report {
  readonly claim: Claim;
  readonly result: AttemptResult;
}

/**
 * One commit for them all, and another for those that concern more than their own delivery: they
 * take their pauses' locks first. False, in the reports' order: the lease ran out and the delivery
 * is another's now; nothing of it was changed.
 */
export async function recordAttempts(
  store: Store,
  reports: readonly Report[],
): Promise<readonly boolean[]> {
  const distinct = new Map(reports.map((report) => [keyOf(report.claim), report]));
  const plain = [...distinct.values()].filter((report) => !concernsPause(report));
  const recorded = new Set(await recordPlain(store, plain));
  // What is still open concerns its pause, or has a vendor's word waiting, or is another's by now.
  const open = [...distinct.values()].filter(
    (report) => !recorded.has(keyOf(report.claim)) && report.claim.kind === 'notification',
  );
  for (const key of await recordLocked(store, open)) recorded.add(key);
  // Of the same report twice only one counts.
  return reports.map(({ claim }) => recorded.delete(keyOf(claim)));
}

/** A settlement must see the message it has to edit; of two last ways that fail one is the last. */
const concernsPause = ({ claim, result: { ref, step } }: Report): boolean =>
  claim.kind === 'notification' && (Boolean(ref) || (step.status === 'failed' && !step.quiet));

async function recordPlain(store: Store, reports: readonly Report[]): Promise<string[]> {
  if (reports.length === 0) return [];
  const ended = inOrder(reports).map((report) => toEnded(store, report));
  return transaction(store.pool, async (client) => {
    const disabled = await changeEndpoints(client, reports);
    const tried = await writeAttempts(client, ended, false);
    await endWaiting(client, disabled);
    await wipeCodes(client, tried.filter(isCode));
    return tried.map(keyOfTried);
  });
}

async function recordLocked(store: Store, reports: readonly Report[]): Promise<string[]> {
  if (reports.length === 0) return [];
  return transaction(store.pool, async (client) => {
    const ordered = inOrder(reports);
    await lockPauses(
      client,
      store.ring,
      ordered.map(({ claim }) => claim),
    );
    const words = await readWords(client, ordered);
    const ended = ordered.map((one) => toEnded(store, one, words.get(one.claim.deliveryId)));
    const tried = await writeAttempts(client, ended, true);
    const failed = tried.filter(
      (one) => one.question && one.eventType === 'pause.notification_failed',
    );
    await afterFailures(client, failed);
    await wipeCodes(client, tried.filter(isCode));
    const editable = new Set(ended.filter((one) => one.refSealed).map(({ claim }) => keyOf(claim)));
    await addOutcomes(
      client,
      tried.filter((one) => editable.has(keyOfTried(one))),
    );
    return tried.map(keyOfTried);
  });
}

/** Written under the pause's lock only, which this transaction holds. */
const read = {
  name: 'read-vendor-words',
  text: `select d.id, d.reported as status, d.reported_error as error
    from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (developer_id, pause_id, id)
    join delivery d on d.developer_id = k.developer_id and d.pause_id = k.pause_id and d.id = k.id
    where d.reported is not null`,
};

async function readWords(
  client: PoolClient,
  reports: readonly Report[],
): Promise<Map<string, VendorWord>> {
  const rows = await run<VendorWord & { id: string }>(client, read, [
    reports.map(({ claim }) => claim.developerId),
    reports.map(({ claim }) => claim.pauseId),
    reports.map(({ claim }) => claim.deliveryId),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A word that came during the try decides as if it had come after it; it ends even a moot one. */
function toEnded({ ring }: Store, { claim, result }: Report, word?: VendorWord): Ended {
  const { step, error, ref } = result;
  const refSealed = ref ? sealRef(ring, claim, ref) : null;
  const before = step.quiet ? 'queued' : (step.status as NotificationStatus);
  const status = word && afterReport(before, word.status);
  if (!status) return { claim, result, lastError: error, refSealed };
  const lastError = status === 'failed' ? word.error : null;
  const heeded = { ...result, step: { status, nextInMilliseconds: null } };
  return { claim, result: heeded, lastError, refSealed };
}

const keyOf = ({ deliveryId, attempt }: Pick<Claim, 'deliveryId' | 'attempt'>): string =>
  `${deliveryId}/${attempt}`;

const isCode = ({ code }: { readonly code: boolean }): boolean => code;

const keyOfTried = ({ id, attempts }: { readonly id: string; readonly attempts: number }) =>
  keyOf({ deliveryId: id, attempt: attempts });

/** So that two batches never wait for each other in a circle. */
const inOrder = (reports: readonly Report[]): Report[] =>
  reports.toSorted((a, b) => (a.claim.deliveryId < b.claim.deliveryId ? -1 : 1));
