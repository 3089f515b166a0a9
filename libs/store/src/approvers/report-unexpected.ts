// Hears a recipient who did not expect the message: it has failed, and no more follow to this address.
import {
  afterDisowned,
  disown,
  UNEXPECTED,
  type ChannelName,
  type NotificationStatus,
  type ProblemCode,
} from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { afterFailures, type FailedQuestion } from '../deliveries/after-failures.ts';
import { lockPauses, type LockedPause } from '../settling/lock-pauses.ts';
import { notificationDetail, unreachable } from '../deliveries/notification-detail.ts';
import type { PauseKey } from '../records.ts';
import { unsealReach } from '../pauses/sealed-words.ts';
import { openDataKey } from '../sealing.ts';
import { readClock } from '../settling/settle.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';
import { transaction } from '../transaction.ts';
import { unwantedHashes } from './unwanted.ts';

export interface UnexpectedMessage extends PauseKey {
  readonly recipientIndex: number;
}

/** Undefined: it is written down. Else why it is not; somebody reports the same message once. */
export async function reportUnexpected(
  store: Store,
  message: UnexpectedMessage,
): Promise<ProblemCode | undefined> {
  return transaction(store.pool, async (client) => {
    const [pause] = await lockPauses(client, store.ring, [message]);
    if (!pause) return 'not_found';
    const verdict = disown(pause, message.recipientIndex, await readClock(client));
    if ('refusal' in verdict) return verdict.refusal;
    return writeDown(client, store, pause, message);
  });
}

interface Asked {
  readonly channel: ChannelName;
  readonly sealed: Buffer;
  readonly status: NotificationStatus;
  readonly sandboxed: boolean;
}

const read = {
  name: 'read-unexpected-message',
  text: `select r.channel, r.sealed, d.status, p.sandboxed
    from pause_recipient r
    join delivery d on d.developer_id = r.developer_id and d.pause_id = r.pause_id
      and d.recipient_index = r.recipient_index and d.notice = 'question'
    join pause p on p.developer_id = r.developer_id and p.mode = d.mode and p.id = r.pause_id
    where r.developer_id = $1 and r.pause_id = $2 and r.recipient_index = $3
    for update of d`,
};

/**
 * A try that is under way finds its delivery ended, and changes nothing. An edit of the message is
 * still made once the pause is settled: it takes buttons away that answer no more.
 */
const write = {
  name: 'report-unexpected',
  text: `
with disowned as (
  update pause set unwanted_by = coalesce(unwanted_by, '{}') || $4::smallint
  where developer_id = $1 and mode = $3 and id = $2
), stopped as (
  insert into unwanted as u (developer_id, mode, address_hash, channel, pause_id, reported_at)
  values ($1, $3, $5, $6, $2, statement_timestamp())
  on conflict (developer_id, mode, address_hash)
    do update set pause_id = excluded.pause_id, reported_at = excluded.reported_at
), silenced as (
  update delivery set next_attempt_at = null, updated_at = statement_timestamp(), last_error = $7,
    status = case when in_doubt then 'maybe_sent' else 'failed' end
  where developer_id = $1 and pause_id = $2 and recipient_index = $4
    and notice not in ('question', 'outcome') and next_attempt_at is not null
), ended as (
  update delivery set status = 'failed', last_error = $7, next_attempt_at = null, reported = null,
    reported_error = null, updated_at = statement_timestamp()
  where developer_id = $1 and pause_id = $2 and recipient_index = $4 and notice = 'question'
  returning *, 'pause.notification_failed'::text as news, new_id(statement_timestamp()) as news_id
), told as (
  select e.*, case when $8::boolean then ${unreachable('e', 'ended')} end as unreachable from ended e
)
insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
select t.developer_id, t.mode, t.news_id, t.news, 'human', t.pause_id,
  jsonb_strip_nulls(${notificationDetail('t', 'r')}) || '{"reported": true}', statement_timestamp()
from told t join pause_recipient r on r.developer_id = t.developer_id
  and r.pause_id = t.pause_id and r.recipient_index = t.recipient_index
returning id as "eventId", created_at as "eventAt", detail ? 'unreachable' as unreachable`,
};

type Told = Pick<FailedQuestion, 'eventId' | 'eventAt' | 'unreachable'>;

async function writeDown(
  client: PoolClient,
  { ring }: Store,
  { mode, keySealed }: LockedPause,
  { developerId, pauseId, recipientIndex }: UnexpectedMessage,
): Promise<ProblemCode | undefined> {
  const [asked] = await run<Asked>(client, read, [developerId, pauseId, recipientIndex]);
  if (!asked || !keySealed) return 'not_found';
  const { channel, sandboxed, status } = asked;
  const key = { developerId, pauseId };
  const dataKey = openDataKey(ring, key, keySealed);
  const { address } = unsealReach(dataKey, { ...key, index: recipientIndex }, asked.sealed);
  const [hash] = unwantedHashes(ring, { developerId, mode, sandboxed, channel, address });
  const failsNow = afterDisowned(status) !== undefined;
  const place = [developerId, pauseId, mode, recipientIndex];
  const [event] = await run<Told>(client, write, [...place, hash, channel, UNEXPECTED, failsNow]);
  if (failsNow) await afterFailures(client, [{ ...key, mode, ...event! }]);
  return undefined;
}
