// Records what came of a try, unless the delivery has meanwhile been given to somebody else.
import { idPrefixes, type EventType } from '@pausepoint/core';
import type { AttemptResult, Claim } from './records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { webhookTargets } from './webhook-targets.ts';

/**
 * `attempts` is the fencing token: a later claim has raised it, and then nothing here finds a row.
 * A second report of the same try changes nothing either.
 */
const record = {
  name: 'record-attempt',
  text: `
with tried as (
  update delivery d set status = $5, last_error = $6, updated_at = statement_timestamp(),
    next_attempt_at = statement_timestamp() + $7::float8 * interval '1 millisecond'
  where d.developer_id = $1::uuid and d.pause_id = $2::uuid and d.id = $3::uuid
    and d.attempts = $4::int and d.next_attempt_at is not null
    and not exists (select from attempt a
      where a.developer_id = $1::uuid and a.delivery_id = $3::uuid and a.attempt = $4::int)
  returning d.*
), kept as (
  insert into attempt (developer_id, delivery_id, attempt, at, duration_ms, status_code, response, error)
  select developer_id, id, $4::int, $8::timestamptz, $9::int, $10::int, $11::text, $6::text from tried
), event as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select t.developer_id, t.mode, new_id(statement_timestamp()), $12::text, 'system', t.pause_id,
    jsonb_strip_nulls(case t.kind when 'notification' then jsonb_build_object(
      'recipient_index', t.recipient_index, 'channel', r.channel, 'recipient', r.masked,
      'status', t.status, 'attempts', t.attempts)
    else jsonb_build_object(
      'webhook_id', '${idPrefixes.webhook}_' || t.endpoint_id, 'event_type', t.event_type,
      'event_id', '${idPrefixes.event}_' || t.event_id, 'attempts', t.attempts,
      'status_code', $10::int)
    end), statement_timestamp()
  from tried t left join pause_recipient r on r.developer_id = t.developer_id
    and r.pause_id = t.pause_id and r.recipient_index = t.recipient_index
  where $12::text is not null
  returning developer_id, mode, id, type, pause_id, created_at
), webhooks as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at, event_id,
    event_type, event_at, endpoint_id, created_at, updated_at)
  select event.developer_id, event.pause_id, new_id(event.created_at), 'webhook', event.mode,
    'pending', statement_timestamp(), event.id, event.type, event.created_at, target.endpoint_id,
    event.created_at, event.created_at
  from event
  join pause p on p.developer_id = event.developer_id and p.mode = event.mode
    and p.id = event.pause_id
  cross join lateral (${webhookTargets({
    developerId: 'event.developer_id',
    mode: 'event.mode',
    eventType: 'event.type',
    ownWebhook: 'p.webhook_url_sealed is not null',
  })}) as target
  where event.type = 'pause.notification_failed'
)
select true as recorded from tried`,
};

/** False: the lease ran out and the delivery is another's now; nothing was changed. */
export async function recordAttempt(
  store: Store,
  claim: Claim,
  result: AttemptResult,
): Promise<boolean> {
  const rows = await run(store.pool, record, [
    claim.developerId,
    claim.pauseId,
    claim.deliveryId,
    claim.attempt,
    result.step.status,
    result.error,
    result.step.nextInMilliseconds,
    result.at,
    Math.round(result.durationMs),
    result.statusCode,
    result.response,
    eventOf(claim, result),
  ]);
  return rows.length === 1;
}

/** A try that is followed by another is not yet news; a quiet end is none at all. */
function eventOf({ kind }: Claim, { step }: AttemptResult): EventType | null {
  if (step.nextInMilliseconds !== null || step.quiet) return null;
  if (kind === 'webhook') {
    return step.status === 'delivered' ? 'pause.webhook_delivered' : 'pause.webhook_failed';
  }
  return step.status === 'failed' ? 'pause.notification_failed' : 'pause.notified';
}
