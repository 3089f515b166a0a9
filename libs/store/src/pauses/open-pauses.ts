// Opens pauses: everything that makes them durable is one statement and one commit.
import type { Pool } from 'pg';
import type { PauseRows } from './pause-rows.ts';
import { run } from '../sql.ts';

/**
 * A twin with the same idempotency key waits at `keys` for the first one's commit, then finds the key
 * taken, and nothing below is written of it. `take_…` end the whole statement when a quota is used up.
 * Every batch takes keys before quotas, and each in one order: batches never wait for each other in a ring.
 */
const open = {
  name: 'open-pauses',
  text: `
with asked as materialized (
  select * from json_to_recordset($1::json) as p (developer_id uuid, mode text, id uuid, key text,
    fingerprint text, month text, monthly_quota int, key_id uuid, hourly_quota int, options text[],
    allow_text_response boolean, timeout_default text, sandboxed boolean, risk text, require text,
    undo_seconds smallint, run_id text, watch boolean, webhook_url text, created_at timestamptz,
    expires_at timestamptz, developer_name text, metadata text, digest text, words text,
    data_key text, event_id uuid, detail jsonb)
), keys as (
  insert into idempotency (developer_id, mode, key, fingerprint, pause_id, created_at)
  select developer_id, mode, key, decode(fingerprint, 'base64'), id, created_at from asked
  where key is not null order by developer_id, mode, key
  on conflict do nothing
  returning pause_id
), first as materialized (
  select * from asked where key is null or id in (select pause_id from keys)
), months as (
  select bool_and(take_pauses(developer_id, month, many, quota)) as taken from (
    select developer_id, month, count(*)::int as many, min(monthly_quota) as quota from first
    where monthly_quota is not null group by developer_id, month order by developer_id, month) as of_month
), hours as (
  select bool_and(take_key_pauses(developer_id, key_id, hour, many, quota)) as taken from (
    select developer_id, key_id, date_trunc('hour', created_at, 'UTC') as hour, count(*)::int as many,
      min(hourly_quota) as quota
    from first where key_id is not null group by 1, 2, 3 order by 1, 2, 3) as of_hour
  where (select taken is not false from months)
), opened as materialized (
  select * from first where (select taken is not false from hours)
), pauses as (
  insert into pause (developer_id, mode, id, options, allow_text_response, timeout_default, sandboxed,
    risk, run_id, webhook_url_sealed, created_at, expires_at, due_at, require, undo_seconds, watch)
  select developer_id, mode, id, options, allow_text_response, timeout_default, sandboxed,
    risk, run_id, decode(webhook_url, 'base64'), created_at, expires_at, expires_at, require,
    undo_seconds, watch from opened
), content as (
  insert into pause_content (developer_id, pause_id, developer_name, metadata, digest, sealed)
  select developer_id, id, developer_name, metadata, digest, decode(words, 'base64') from opened
), data_keys as (
  insert into pause_key (developer_id, pause_id, sealed)
  select developer_id, id, decode(data_key, 'base64') from opened
), recipients as (
  insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment,
    sealed, code_hash, after_seconds, address_hash)
  select o.developer_id, o.id, r.index, r.channel, r.commitment, decode(r.reach, 'base64'),
    decode(r.code_hash, 'base64'), r.after_seconds, decode(r.address_hash, 'base64')
  from opened o join json_to_recordset($2::json) as r (pause_id uuid, index smallint, channel text,
    commitment text, reach text, code_hash text, after_seconds int, address_hash text)
    on r.pause_id = o.id
), notifications as (
  insert into delivery (developer_id, pause_id, id, kind, mode, status, next_attempt_at,
    recipient_index, notice, created_at, updated_at)
  select o.developer_id, o.id, n.id, 'notification', o.mode, n.status,
    case when n.wait > 0 then o.created_at + n.wait * interval '1 second'
      when n.wait = 0 then statement_timestamp() end,
    n.index, n.notice, o.created_at, o.created_at
  from opened o join json_to_recordset($3::json) as n (pause_id uuid, id uuid, index smallint,
    notice text, status text, wait int)
    on n.pause_id = o.id
), events as (
  insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
  select developer_id, mode, event_id, 'pause.created', 'developer', id, detail, created_at
  from opened
)
select id, statement_timestamp() as clock from opened`,
};

/** For each the clock it was opened by; null where another one has its idempotency key. */
export async function openPauses(
  pool: Pool,
  batch: readonly PauseRows[],
): Promise<readonly (Date | null)[]> {
  const values = [
    JSON.stringify(batch.map(({ pause }) => pause)),
    JSON.stringify(batch.flatMap(({ recipients }) => recipients)),
    JSON.stringify(batch.flatMap(({ notices }) => notices)),
  ];
  const rows = await run<{ id: string; clock: Date }>(pool, open, values);
  const opened = new Map(rows.map(({ id, clock }) => [id, clock]));
  return batch.map(({ pause }) => opened.get(pause.id) ?? null);
}
