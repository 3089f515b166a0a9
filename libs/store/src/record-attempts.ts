// Records what came of tries, unless a delivery has meanwhile been given to somebody else.
import { idPrefixes, type EventType } from '@pausepoint/core';
import type { AttemptResult, Claim } from './records.ts';
import { run } from './sql.ts';
import type { Store } from './store.ts';
import { transaction } from './transaction.ts';
import { webhookTargets } from './webhook-targets.ts';

/** What came of one try at one claim. */
export interface Report {
  readonly claim: Claim;
  readonly result: AttemptResult;
}

/**
 * `attempts` is the fencing token, row by row: a later claim has raised it, and then nothing here
 * finds that row. A second report of the same try changes nothing either.
 */
const record = {
  name: 'record-attempts',
  text: `
with r as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[],
    $7::float8[], $8::timestamptz[], $9::int[], $10::int[], $11::text[], $12::text[])
  as r (developer_id, pause_id, id, attempt, status, error, wait, at, duration_ms, status_code,
    response, news)
), tried as (
  update delivery d set status = r.status, last_error = r.error,
    updated_at = statement_timestamp(),
    next_attempt_at = statement_timestamp() + r.wait * interval '1 millisecond'
  from r
  where d.developer_id = r.developer_id and d.pause_id = r.pause_id and d.id = r.id
    and d.attempts = r.attempt and d.next_attempt_at is not null
    and not exists (select from attempt a where a.developer_id = r.developer_id
      and a.delivery_id = r.id and a.attempt = r.attempt)
  returning d.*, r.at, r.duration_ms, r.status_code, r.response, r.news
), kept as (
  insert into attempt (developer_id, delivery_id, attempt, at, duration_ms, status_code, response,
    error)
  select developer_id, id, attempts, at, duration_ms, status_code, response, last_error from tried
), event as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select t.developer_id, t.mode, new_id(statement_timestamp()), t.news, 'system', t.pause_id,
    jsonb_strip_nulls(case t.kind when 'notification' then jsonb_build_object(
      'recipient_index', t.recipient_index, 'channel', r.channel, 'recipient', r.masked,
      'status', t.status, 'attempts', t.attempts)
    else jsonb_build_object(
      'webhook_id', '${idPrefixes.webhook}_' || t.endpoint_id, 'event_type', t.event_type,
      'event_id', '${idPrefixes.event}_' || t.event_id, 'attempts', t.attempts,
      'status_code', t.status_code)
    end), statement_timestamp()
  from tried t left join pause_recipient r on r.developer_id = t.developer_id
    and r.pause_id = t.pause_id and r.recipient_index = t.recipient_index
  where t.news is not null
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
select id, attempts from tried`,
};

/**
 * One commit for them all. False, in the reports' order: the lease ran out and the delivery is
 * another's now; nothing of it was changed.
 */
export async function recordAttempts(
  store: Store,
  reports: readonly Report[],
): Promise<readonly boolean[]> {
  const distinct = new Map(reports.map((report) => [keyOf(report.claim), report]));
  if (distinct.size === 0) return [];
  // In one order, so that two batches never wait for each other in a circle.
  const values = toValues([...distinct.values()].sort(byDelivery));
  const rows = await transaction(store.pool, (client) =>
    run<{ id: string; attempts: number }>(client, record, values),
  );
  const recorded = new Set(
    rows.map(({ id, attempts }) => keyOf({ deliveryId: id, attempt: attempts })),
  );
  // Of the same report twice only one counts.
  return reports.map(({ claim }) => recorded.delete(keyOf(claim)));
}

const keyOf = ({ deliveryId, attempt }: Pick<Claim, 'deliveryId' | 'attempt'>): string =>
  `${deliveryId}/${attempt}`;

const byDelivery = (a: Report, b: Report): number =>
  a.claim.deliveryId < b.claim.deliveryId ? -1 : 1;

function toValues(reports: readonly Report[]): unknown[] {
  const each = <T>(read: (report: Report) => T): T[] => reports.map(read);
  return [
    each(({ claim }) => claim.developerId),
    each(({ claim }) => claim.pauseId),
    each(({ claim }) => claim.deliveryId),
    each(({ claim }) => claim.attempt),
    each(({ result }) => result.step.status),
    each(({ result }) => result.error),
    each(({ result }) => result.step.nextInMilliseconds),
    each(({ result }) => result.at),
    each(({ result }) => Math.round(result.durationMs)),
    each(({ result }) => result.statusCode),
    each(({ result }) => result.response),
    each(newsOf),
  ];
}

/** A try that is followed by another is not yet news; a quiet end is none at all. */
function newsOf({ claim: { kind }, result: { step } }: Report): EventType | null {
  if (step.nextInMilliseconds !== null || step.quiet) return null;
  if (kind === 'webhook') {
    return step.status === 'delivered' ? 'pause.webhook_delivered' : 'pause.webhook_failed';
  }
  return step.status === 'failed' ? 'pause.notification_failed' : 'pause.notified';
}
