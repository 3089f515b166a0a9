// Opens a pause: everything that makes it durable is one statement and one commit.
import type { KeyObject } from 'node:crypto';
import {
  DomainError,
  hashShortCode,
  hashUnder,
  newId,
  usagePeriod,
  type NoticeKind,
  type NotificationStatus,
} from '@pausepoint/core';
import { askedHash } from './asked-hash.ts';
import { asOpened, bornAs } from './as-opened.ts';
import { commitToRecipient } from './commitments.ts';
import { findPause } from './find-pause.ts';
import type { NewPause, PauseRecord } from './records.ts';
import { sealReach, sealWords, wordsOf } from './sealed-words.ts';
import { makeDataKey, openDataKey, sealPauseWebhook } from './sealing.ts';
import { run, sqlState } from './sql.ts';
import type { Store } from './store.ts';

/**
 * A twin with the same idempotency key waits at `key` for the first one's commit, then finds the key
 * taken, and nothing below is written. `take_…` end the whole statement when a quota is used up.
 */
const open = {
  name: 'open-pause',
  text: `
with key as (
  insert into idempotency (developer_id, mode, key, fingerprint, pause_id, created_at)
  select $1::uuid, $2::text, $4::text, $5::bytea, $3::uuid, $6::timestamptz where $4::text is not null
  on conflict do nothing
  returning true
), go as (
  select ($8::int is null or take_pause($1::uuid, $7::text, $8::int))
    and ($27::uuid is null or take_key_pause($1::uuid, $27::uuid, $6::timestamptz, $28::int)) as taken
  where $4::text is null or exists (select from key)
), opened as (
  insert into pause (developer_id, mode, id, options, allow_text_response, timeout_default, sandboxed,
    risk, run_id, webhook_url_sealed, created_at, expires_at, due_at, require, undo_seconds, watch)
  select $1::uuid, $2::text, $3::uuid, $9::text[], $10::boolean, $11::text, $12::boolean,
    $29::text, $13::text, $14::bytea, $6::timestamptz, $15::timestamptz, $15::timestamptz, $35::text,
    $36::smallint, $39::boolean
  from go where go.taken
  returning developer_id, mode, id, created_at
), content as (
  insert into pause_content (developer_id, pause_id, developer_name, metadata, digest, sealed)
  select developer_id, id, $16::text, $17::text, $18::text, $19::bytea from opened
), recipients as (
  insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment,
    sealed, code_hash, after_seconds, address_hash)
  select o.developer_id, o.id, r.* from opened o, unnest($20::smallint[], $21::text[], $38::text[],
    $22::bytea[], $23::bytea[], $30::int[], $40::bytea[]) as r
), data_key as (
  insert into pause_key (developer_id, pause_id, sealed)
  select developer_id, id, $37::bytea from opened
), notifications as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at,
    recipient_index, notice, created_at, updated_at)
  select o.developer_id, o.id, d.id, 'notification', o.mode, d.status,
    case when d.wait > 0 then o.created_at + d.wait * interval '1 second'
      when d.wait = 0 then statement_timestamp() end,
    d.recipient_index, d.notice, o.created_at, o.created_at
  from opened o, unnest($24::uuid[], $31::smallint[], $32::text[], $33::text[], $34::int[])
    as d (id, recipient_index, notice, status, wait)
), event as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select developer_id, mode, $25::uuid, 'pause.created', 'developer', id, $26::jsonb, created_at
  from opened
)
select statement_timestamp() as clock from opened`,
};

export async function openPause(
  store: Store,
  pause: NewPause,
): Promise<{ replayed: boolean; pause: PauseRecord }> {
  const rows = await run<{ clock: Date }>(store.pool, open, toValues(store, pause)).catch(
    (error: unknown) => {
      throw refusalOf(error, pause) ?? error;
    },
  );
  if (rows[0]) return { replayed: false, pause: asOpened(pause, rows[0].clock) };
  return { replayed: true, pause: await findTwin(store, pause) };
}

function refusalOf(error: unknown, { hourlyQuota }: NewPause): DomainError | undefined {
  const state = sqlState(error);
  if (state === 'PP402') return new DomainError('plan_limit_reached');
  if (state !== 'PP403') return undefined;
  const detail = `The key’s policy allows ${hourlyQuota!.pauses} pauses an hour.`;
  return new DomainError('policy_denied', detail);
}

function toValues(store: Store, pause: NewPause): unknown[] {
  const { content, recipients, developerId } = pause;
  const key = { developerId, pauseId: pause.id };
  const of = (index: number) => ({ ...key, index });
  const notices = noticesOf(pause);
  const dataKey = makeDataKey(store.ring, key);
  const commitments = recipients.map((to) => commitToRecipient(dataKey.key, to));
  return [
    developerId,
    pause.mode,
    pause.id,
    pause.idempotency?.key ?? null,
    pause.idempotency && knownBy(dataKey.key, pause.idempotency.fingerprint),
    pause.createdAt,
    usagePeriod(pause.createdAt),
    pause.monthlyQuota,
    content.options,
    content.allowTextResponse,
    content.timeoutDefault,
    pause.sandboxed,
    content.agent?.run_id ?? null,
    pause.webhookUrl === null ? null : sealPauseWebhook(store.ring, key, pause.webhookUrl),
    content.expiresAt,
    content.developerName,
    pause.metadata,
    pause.contentDigest,
    sealWords(dataKey.key, key, wordsOf(content, pause)),
    recipients.map((to) => to.index),
    recipients.map((to) => to.channel),
    recipients.map((to) => sealReach(dataKey.key, of(to.index), to)),
    recipients.map((to) => hashShortCode(to.code)),
    notices.map(() => newId(pause.createdAt)),
    newId(pause.createdAt),
    JSON.stringify(auditDetail(pause, commitments)),
    pause.hourlyQuota?.keyId ?? null,
    pause.hourlyQuota?.pauses ?? null,
    pause.risk,
    recipients.map((to) => to.afterSeconds),
    notices.map((to) => to.index),
    notices.map((to) => to.notice),
    notices.map((to) => to.status),
    notices.map((to) => to.wait),
    pause.require,
    pause.undoSeconds,
    dataKey.sealed,
    commitments,
    pause.watch !== null,
    recipients.map((to) => askedHash(store.ring, { developerId, ...to })),
  ];
}

interface PlannedNotice {
  readonly index: number;
  readonly notice: NoticeKind;
  readonly status: NotificationStatus;
  /** Seconds; null: it is done already. */
  readonly wait: number | null;
}

/** A question for everybody, and a reminder for whoever is asked at once. */
function noticesOf({ recipients, remindAfterSeconds }: NewPause): PlannedNotice[] {
  const questions = recipients.map(({ index, afterSeconds, handedOver }) => ({
    index,
    notice: 'question' as const,
    status: bornAs(handedOver),
    wait: handedOver ? null : afterSeconds,
  }));
  if (remindAfterSeconds === null) return questions;
  const askedAtOnce = recipients.filter((to) => to.afterSeconds === 0 && !to.handedOver);
  const reminder = { notice: 'reminder', status: 'queued', wait: remindAfterSeconds } as const;
  return [...questions, ...askedAtOnce.map(({ index }) => ({ index, ...reminder }))];
}

/** The digest stands for the words, commitments for the recipients. */
const auditDetail = (
  { content, recipients, ...pause }: NewPause,
  commitments: readonly string[],
) => ({
  content_digest: pause.contentDigest,
  options: content.options.length,
  expires_at: content.expiresAt,
  sandboxed: pause.sandboxed,
  risk: pause.risk,
  ...(pause.watch && { dialect: 'api/pause' }),
  ...(pause.require !== 'link' && { require: pause.require }),
  ...(pause.undoSeconds > 0 && { undo_seconds: pause.undoSeconds }),
  recipients: recipients.map(({ index, channel, afterSeconds }, place) => ({
    index,
    channel,
    recipient_commitment: commitments[place],
    ...(afterSeconds > 0 && { after_seconds: afterSeconds }),
  })),
  ...(pause.remindAfterSeconds !== null && { remind_after_seconds: pause.remindAfterSeconds }),
});

/** A body's plain digest could be guessed by whoever knows what was asked of whom. */
const knownBy = (key: KeyObject, fingerprint: Buffer): Buffer =>
  hashUnder(key, 'fingerprint', fingerprint);

const twin = {
  name: 'find-idempotent-twin',
  text: `select i.fingerprint, i.pause_id, k.sealed as key_sealed from idempotency i
    left join pause_key k on k.developer_id = i.developer_id and k.pause_id = i.pause_id
    where i.developer_id = $1 and i.mode = $2 and i.key = $3`,
};

interface Twin {
  fingerprint: Buffer;
  pause_id: string;
  key_sealed: Buffer | null;
}

async function findTwin(store: Store, pause: NewPause): Promise<PauseRecord> {
  const { developerId, mode, idempotency } = pause;
  const rows = await run<Twin>(store.pool, twin, [developerId, mode, idempotency!.key]);
  const first = rows[0]!;
  const pauseId = first.pause_id;
  // Whether the bodies are the same nobody can tell any more; asking anew would be worse.
  if (!first.key_sealed) throw new DomainError('personal_data_erased');
  const key = openDataKey(store.ring, { developerId, pauseId }, first.key_sealed);
  if (!first.fingerprint.equals(knownBy(key, idempotency!.fingerprint))) {
    throw new DomainError('idempotency_key_reused');
  }
  return (await findPause(store, { developerId, mode, id: pauseId }))!;
}
