// What a settlement leaves behind: pauses, responses, audit events, webhooks and edits at once.
import { endings, newId, type KeyRing, type Settlement } from '@pausepoint/core';
import { commitToAnswer } from '../pauses/commitments.ts';
import type { LockedPause } from './lock-pauses.ts';
import { sealAnswerOf } from './seal-answer-of.ts';
import { isWordless, nothingSealed, type SealedAnswer } from '../pauses/sealed-words.ts';
import { openDataKey } from '../sealing.ts';
import type { Call } from '../sql.ts';
import { webhookTargets } from '../webhooks/webhook-targets.ts';

export interface SettledPause {
  readonly pause: Pick<
    LockedPause,
    'developerId' | 'pauseId' | 'mode' | 'keySealed' | 'heldSealed'
  >;
  readonly settlement: Settlement;
}

const write = {
  name: 'write-settlements',
  text: `
with s as materialized (
  select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::bytea[],
    $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::smallint[], $13::uuid[],
    $14::text[], $15::text[], $16::jsonb[], $17::bytea[], $18::bytea[])
  as s (developer_id, mode, id, status, choice, text, response_at, resolved_at, via, identified_by,
    recipient_index, event_id, event_type, actor, detail, user_id, data)
), settled as (
  update pause p set status = s.status, response_choice = s.choice, response_text_sealed = s.text,
    response_at = s.response_at, resolved_at = s.resolved_at, via = s.via,
    identified_by = s.identified_by, recipient_index = s.recipient_index, user_id_sealed = s.user_id,
    held_at = null, held_choice = null, held_text_sealed = null, held_via = null,
    held_identified_by = null, held_recipient_index = null, held_user_id_sealed = null,
    held_data_sealed = null,
    due_at = p.expires_at
  from s where p.developer_id = s.developer_id and p.mode = s.mode and p.id = s.id
  returning s.*, p.revision, p.webhook_url_sealed is not null as own_webhook
), responses as (
  insert into response (developer_id, pause_id, revision, recipient_index, choice, text_sealed,
    user_id_sealed, data_sealed, via, identified_by, created_at)
  select developer_id, id, revision, coalesce(recipient_index, -1), choice, text,
    user_id, data, via, identified_by, response_at
  from settled where via is not null
), events as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select developer_id, mode, event_id, event_type, actor, id, detail, $1::timestamptz from settled
), webhooks as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at, event_id,
    event_type, event_at, endpoint_id, created_at, updated_at)
  select s.developer_id, s.id, new_id($1::timestamptz), 'webhook', s.mode, 'pending',
    statement_timestamp(), s.event_id, s.event_type, $1::timestamptz, target.endpoint_id,
    $1::timestamptz, $1::timestamptz
  from settled s cross join lateral (${webhookTargets({
    developerId: 's.developer_id',
    mode: 's.mode',
    eventType: 's.event_type',
    ownWebhook: 's.own_webhook',
  })}) as target
), outcomes as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at,
    recipient_index, notice, ref_sealed, created_at, updated_at)
  select s.developer_id, s.id, new_id($1::timestamptz), 'notification', s.mode, 'queued',
    statement_timestamp(), d.recipient_index, 'outcome', d.ref_sealed, $1::timestamptz,
    $1::timestamptz
  from settled s join delivery d on d.developer_id = s.developer_id and d.pause_id = s.id
  where d.ref_sealed is not null and d.notice <> 'code'
)
select all_written(count(*), cardinality($4::uuid[])) from settled`,
};

/** The rows must be locked by this very transaction and still pending. */
export const writeSettlements = (
  ring: KeyRing,
  all: readonly SettledPause[],
  now: Date,
): readonly Call[] =>
  all.length === 0 ? [] : [{ statement: write, values: toValues(ring, all, now) }];

function toValues(ring: KeyRing, all: readonly SettledPause[], now: Date): unknown[] {
  const sealed = all.map((one) => sealedAnswer(ring, one));
  const each = <T>(read: (one: SettledPause) => T): T[] => all.map(read);
  return [
    now,
    each(({ pause }) => pause.developerId),
    each(({ pause }) => pause.mode),
    each(({ pause }) => pause.pauseId),
    each(({ settlement }) => settlement.status),
    each(({ settlement }) => settlement.choice),
    sealed.map(({ text }) => text),
    each(({ settlement }) => settlement.responseAt),
    each(({ settlement }) => settlement.resolvedAt),
    each(({ settlement }) => settlement.answer?.via ?? null),
    each(({ settlement }) => settlement.answer?.identifiedBy ?? null),
    each(({ settlement }) => settlement.answer?.recipientIndex ?? null),
    each(() => newId(now)),
    each(({ settlement }) => endings[settlement.status].event),
    each(({ settlement }) => endings[settlement.status].actor),
    each((one) => JSON.stringify(auditDetail(ring, one))),
    sealed.map(({ userId }) => userId),
    sealed.map(({ data }) => data),
  ];
}

/** What was held is moved as it is: the law sees that nothing else has become final. */
function sealedAnswer(ring: KeyRing, { pause, settlement }: SettledPause): SealedAnswer {
  const { answer } = settlement;
  if (!answer) return nothingSealed;
  const held = Object.values(pause.heldSealed).some((bytes) => bytes !== null);
  return held ? pause.heldSealed : sealAnswerOf(ring, pause, answer);
}

/** What is personal in an answer is only committed to. */
function auditDetail(ring: KeyRing, { pause, settlement }: SettledPause) {
  const { status, choice, text, answer } = settlement;
  if (status === 'cancelled') return {};
  if (!answer) return { choice };
  const { via, identifiedBy, recipientIndex } = answer;
  const detail = { choice, via, identified_by: identifiedBy, recipient_index: recipientIndex };
  if (isWordless({ ...answer, text })) return detail;
  if (!pause.keySealed) throw new Error('a pause without its key was answered');
  const key = openDataKey(ring, pause, pause.keySealed);
  return { ...detail, ...commitToAnswer(key, { ...answer, text }) };
}
