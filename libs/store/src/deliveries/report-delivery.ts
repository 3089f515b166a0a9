// Hears what a vendor says later, of its own accord, of a message it was given.
import {
  afterReport,
  type DeliveryKey,
  type EventType,
  type Mode,
  type NoticeKind,
  type NotificationStatus,
  type ReportedStatus,
} from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { afterFailures, type FailedQuestion } from './after-failures.ts';
import { lockPauses } from '../settling/lock-pauses.ts';
import { notificationDetail, unreachable } from './notification-detail.ts';
import type { VendorWord } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
import { wipeCodes } from '../approvers/wipe-codes.ts';

export interface LaterWord extends VendorWord {
  /** When it came in. */
  readonly at: Date;
}

/** True: something changed, and there may be something to do at once. */
export async function reportDelivery(
  store: Store,
  key: DeliveryKey,
  word: LaterWord,
): Promise<boolean> {
  return transaction(store.pool, async (client) => {
    await lockPauses(client, store.ring, [key]);
    const [message] = await run<Message>(client, read, [
      key.developerId,
      key.pauseId,
      key.deliveryId,
    ]);
    if (!message) return false;
    return message.status === 'sending'
      ? keep(client, key, message.reported, word)
      : apply(client, key, message, word);
  });
}

interface Message {
  readonly status: NotificationStatus;
  readonly mode: Mode;
  readonly notice: NoticeKind;
  readonly reported: ReportedStatus | null;
  readonly afterSeconds: number;
}

/** A vendor can't know what was never tried; and nobody waits for word of an edit. */
const read = {
  name: 'read-reported-delivery',
  text: `select d.status, d.mode, d.notice, d.reported, r.after_seconds as "afterSeconds"
    from delivery d join pause_recipient r on r.developer_id = d.developer_id
      and r.pause_id = d.pause_id and r.recipient_index = d.recipient_index
    where d.developer_id = $1 and d.pause_id = $2 and d.id = $3
      and d.notice <> 'outcome' and d.attempts > 0
    for update of d`,
};

const note = {
  name: 'keep-vendor-word',
  text: `update delivery set reported = $4, reported_error = $5
    where developer_id = $1 and pause_id = $2 and id = $3`,
};

/** While a try is under way only its own end may say what became of it; the word waits for that. */
async function keep(
  client: PoolClient,
  { developerId, pauseId, deliveryId }: DeliveryKey,
  kept: ReportedStatus | null,
  { status, error }: LaterWord,
): Promise<boolean> {
  const next = kept === null ? status : afterReport(kept, status);
  if (!next) return false;
  await run(client, note, [developerId, pauseId, deliveryId, next, error]);
  return true;
}

const write = {
  name: 'apply-vendor-word',
  text: `
with heard as (
  update delivery set status = $4, last_error = $5, next_attempt_at = null, updated_at = $6
  where developer_id = $1 and pause_id = $2 and id = $3
  returning *, $7::text as news, new_id(statement_timestamp()) as news_id
), told as (
  select h.*, ${unreachable('h', 'heard')} as unreachable from heard h
)
insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
select h.developer_id, h.mode, h.news_id, h.news, 'system', h.pause_id,
  jsonb_strip_nulls(${notificationDetail('h', 'r')}), statement_timestamp()
from told h join pause_recipient r on r.developer_id = h.developer_id
  and r.pause_id = h.pause_id and r.recipient_index = h.recipient_index
where h.notice <> 'code'
returning id as "eventId", created_at as "eventAt", detail ? 'unreachable' as unreachable`,
};

type Told = Pick<FailedQuestion, 'eventId' | 'eventAt' | 'unreachable'>;

async function apply(
  client: PoolClient,
  { developerId, pauseId, deliveryId }: DeliveryKey,
  message: Message,
  word: LaterWord,
): Promise<boolean> {
  const status = afterReport(message.status, word.status);
  if (!status) return false;
  const failed = status === 'failed';
  // A code is nobody's news, so its word leaves no event.
  const [event] = await run<Told>(client, write, [
    developerId,
    pauseId,
    deliveryId,
    status,
    failed ? word.error : null,
    word.at,
    failed ? 'pause.notification_failed' : newsOf(message),
  ]);
  if (message.notice === 'code') {
    await wipeCodes(client, [{ developerId, pauseId, id: deliveryId }]);
  }
  if (failed && message.notice === 'question') {
    await afterFailures(client, [{ developerId, pauseId, mode: message.mode, ...event! }]);
  }
  return true;
}

/** What was in doubt until now is told as its try would have; after that it is one more notice. */
function newsOf({ status, notice, afterSeconds }: Message): EventType {
  if (status === 'sent') return 'pause.notified';
  if (notice === 'reminder') return 'pause.reminded';
  return afterSeconds > 0 ? 'pause.escalated' : 'pause.notified';
}
