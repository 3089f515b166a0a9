// Writes down what came of tries: the deliveries, the tries themselves and the events they make.
import {
  idPrefixes,
  webhookTest,
  type DeliveryKind,
  type EventType,
  type Mode,
} from '@pausepoint/core';
import type { Pool, PoolClient } from 'pg';
import { notificationDetail, unreachable } from './notification-detail.ts';
import type { AttemptResult, Claim, PauseKey } from '../records.ts';
import { run } from '../sql.ts';

export interface Ended {
  readonly claim: Claim;
  readonly result: AttemptResult;
  /** Of the delivery; the try's own may be another when a vendor's word decided. */
  readonly lastError: string | null;
  readonly refSealed: Buffer | null;
}

/** A try that counted, with the event that told of it, if one did. */
export interface Tried extends PauseKey {
  readonly id: string;
  readonly attempts: number;
  readonly mode: Mode;
  readonly eventId: string;
  readonly eventType: EventType | null;
  readonly eventAt: Date;
  /** Whether it was a recipient's one question. */
  readonly question: boolean;
  /** Whether it carried a code. */
  readonly code: boolean;
  /** Whether its failure left nobody to reach. */
  readonly unreachable: boolean;
}

/**
 * `attempts` is the fencing token, row by row: a later claim has raised it, and then nothing here
 * finds that row. A second report of the same try changes nothing either. A row with a vendor's word
 * kept is left alone, too, unless the word was heeded ($16). `coalesce`: the index of what is due
 * must look of no use, or a plan for a young table would settle on it. A moot try sends nothing, so it
 * takes no doubt away either.
 */
const write = {
  name: 'write-attempts',
  text: `
with r as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[],
    $7::float8[], $8::timestamptz[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[],
    $14::bytea[], $15::boolean[])
  as r (developer_id, pause_id, id, attempt, status, last_error, wait, at, duration_ms, status_code,
    response, error, news, ref_sealed, quiet)
), tried as (
  update delivery d
  set status = case when r.quiet and d.in_doubt then 'maybe_sent' else r.status end,
    last_error = case when r.quiet and d.in_doubt then d.last_error else r.last_error end,
    in_doubt = d.in_doubt or r.status = 'maybe_sent',
    ref_sealed = coalesce(r.ref_sealed, d.ref_sealed), reported = null, reported_error = null,
    updated_at = statement_timestamp(),
    next_attempt_at = statement_timestamp() + r.wait * interval '1 millisecond'
  from r
  where d.developer_id = r.developer_id and d.pause_id = r.pause_id and d.id = r.id
    and d.attempts = r.attempt and coalesce(d.next_attempt_at > '-infinity', false)
    and ($16::boolean or d.reported is null)
    and not exists (select from attempt a where a.developer_id = r.developer_id
      and a.delivery_id = r.id and a.attempt = r.attempt)
  returning d.*, r.at, r.duration_ms, r.status_code, r.response, r.error, r.news,
    new_id(statement_timestamp()) as news_id
), told as (
  select t.*, ${unreachable('t', 'tried')} as unreachable from tried t
), kept as (
  insert into attempt (developer_id, delivery_id, attempt, at, duration_ms, status_code, response,
    error)
  select developer_id, id, attempts, at, duration_ms, status_code, response, error from tried
), event as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select t.developer_id, t.mode, t.news_id,
    case when t.news <> 'pause.notified' then t.news
      when t.notice = 'reminder' then 'pause.reminded'
      when r.after_seconds > 0 then 'pause.escalated'
      else t.news end,
    'system', t.pause_id,
    jsonb_strip_nulls(case t.kind when 'notification' then ${notificationDetail('t', 'r')}
    else jsonb_build_object(
      'webhook_id', '${idPrefixes.webhook}_' || t.endpoint_id, 'event_type', t.event_type,
      'event_id', '${idPrefixes.event}_' || t.event_id, 'attempts', t.attempts,
      'status_code', t.status_code)
    end), statement_timestamp()
  from told t left join pause_recipient r on r.developer_id = t.developer_id
    and r.pause_id = t.pause_id and r.recipient_index = t.recipient_index
  where t.news is not null and coalesce(t.notice not in ('outcome', 'code'), true)
    and t.event_type is distinct from '${webhookTest}'
)
select developer_id as "developerId", pause_id as "pauseId", id, attempts, mode,
  news_id as "eventId", news as "eventType",
  statement_timestamp()::timestamptz(3) as "eventAt",
  notice is not distinct from 'question' as question,
  notice is not distinct from 'code' as code,
  unreachable is not null as unreachable
from told`,
};

/** @param heeded whether the caller holds the pauses' locks and has heeded their vendors' words */
export async function writeAttempts(
  on: Pool | PoolClient,
  all: readonly Ended[],
  heeded: boolean,
): Promise<Tried[]> {
  if (all.length === 0) return [];
  const each = <T>(read: (one: Ended) => T): T[] => all.map(read);
  return run<Tried>(on, write, [
    each(({ claim }) => claim.developerId),
    each(({ claim }) => claim.pauseId),
    each(({ claim }) => claim.deliveryId),
    each(({ claim }) => claim.attempt),
    each(({ result }) => result.step.status),
    each(({ lastError }) => lastError),
    each(({ result }) => result.step.nextInMilliseconds),
    each(({ result }) => result.at),
    each(({ result }) => Math.round(result.durationMs)),
    each(({ result }) => result.statusCode),
    each(({ result }) => result.response),
    each(({ result }) => result.error),
    each(({ claim, result }) => newsOf(claim.kind, result)),
    each(({ refSealed }) => refSealed),
    each(({ result }) => result.step.quiet ?? false),
    heeded,
  ]);
}

/** A try that is followed by another is not yet news; a quiet end is none at all. */
function newsOf(kind: DeliveryKind, { step }: AttemptResult): EventType | null {
  if (step.nextInMilliseconds !== null || step.quiet) return null;
  if (kind === 'webhook') {
    return step.status === 'delivered' ? 'pause.webhook_delivered' : 'pause.webhook_failed';
  }
  return step.status === 'failed' ? 'pause.notification_failed' : 'pause.notified';
}
