// A stretch of pauses made inside the database, by whole tables: what each of them holds, and how much of it.

/**
 * Of developer 0, the large one, is every fifth; of the others a few have many and many have a few. An id
 * begins with its time, as ours do. $1 how many in all, $2 and $3 from which to which, $4 days they go back.
 */
export const draft = `
create temporary table made on commit drop as
select n, id, at, status, may_answer, developer_of(case when share < 0.2 then 0
    else 1 + floor(power(random(), 3) * 999)::int end) as developer_id,
  case when status = 'pending' then now() + (365 + random() * 30) * interval '1 day'
    else at + interval '1 day' end as due_at,
  case status when 'timed_out' then at + interval '1 day' when 'pending' then null
    else at + (0.5 + random()) * interval '5 minutes' end as ended_at
from (
  select n, at, new_id(at) as id, random() as share, random() < 0.5 as may_answer,
    case when random() < 0.03 then 'pending' else
      (array['responded', 'responded', 'responded', 'responded', 'responded', 'responded', 'responded',
        'timed_out', 'timed_out', 'cancelled'])[1 + floor(random() * 10)::int] end as status
  from (
    select n, date_trunc('milliseconds', now() - interval '1 hour'
      - (1 - (n + random()) / $1::float8) * $4::int * interval '1 day') as at
    from generate_series($2::int, $3::int - 1) as n
  ) as times
) as drafts`;

/** What is sealed is as large as ours, and opens for nobody. */
const bytes = (many: number): string => `'\\x${'5a'.repeat(many)}'::bytea`;
const commitment = `'sha256:${'0'.repeat(64)}'`;

export const inserts: readonly string[] = [
  `insert into pause (developer_id, mode, id, status, options, allow_text_response, timeout_default,
    sandboxed, run_id, created_at, expires_at, due_at, response_choice, response_at, resolved_at, via,
    identified_by, recipient_index)
  select developer_id, 'live', id, status, array['Approve', 'Reject'], true, 'Reject', false, 'run_7f3a',
    at, due_at, due_at,
    case status when 'responded' then 'Approve' when 'timed_out' then 'Reject' end,
    case status when 'responded' then ended_at end, ended_at,
    case status when 'responded' then 'page' end, case status when 'responded' then 'link' end,
    case status when 'responded' then 0 end
  from made`,

  `insert into pause_content (developer_id, pause_id, developer_name, digest, sealed)
  select developer_id, id, 'A developer', ${commitment}, ${bytes(360)} from made`,

  `insert into pause_key (developer_id, pause_id, sealed)
  select developer_id, id, ${bytes(76)} from made`,

  `insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment, sealed,
    code_hash, address_hash)
  select developer_id, id, 0, 'sms', ${commitment}, ${bytes(72)}, sha256(uuid_send(id)), ${bytes(32)}
  from made`,

  `insert into delivery (developer_id, pause_id, id, kind, mode, status, attempts, recipient_index, notice,
    created_at, updated_at)
  select developer_id, id, new_id(at), 'notification', 'live', 'delivered', 1, 0, 'question', at,
    at + interval '2 seconds'
  from made`,

  // Who hears of an ending by webhook; the others poll.
  `insert into delivery (developer_id, pause_id, id, kind, mode, status, attempts, event_id, event_type,
    event_at, endpoint_id, created_at, updated_at)
  select developer_id, id, new_id(ended_at), 'webhook', 'live', 'delivered', 1, new_id(ended_at),
    'pause.' || status, ended_at, developer_id, ended_at, ended_at + interval '1 second'
  from made where status <> 'pending' and may_answer`,

  // The worker forgets them after thirty days.
  `insert into idempotency (developer_id, mode, key, fingerprint, pause_id, created_at)
  select developer_id, 'live', gen_random_uuid()::text, ${bytes(32)}, id, at from made
  where may_answer and at > now() - interval '29 days'`,
];

/** $1 events of each pause: as many as a life leaves, then somebody looks again and again. */
export const events = `
insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
select developer_id, 'live', new_id(at + place * interval '30 seconds'),
  case place when 0 then 'pause.created' when 1 then 'pause.notified' when 2 then 'pause.viewed'
    when 3 then case status when 'pending' then 'pause.viewed' else 'pause.' || status end
    when 4 then 'pause.notified' else 'pause.viewed' end,
  case place when 0 then 'developer' when 2 then 'human' else 'system' end,
  id,
  case place when 0 then '${JSON.stringify({
    content_digest: `sha256:${'0'.repeat(64)}`,
    options: 2,
    expires_at: '2026-11-22T13:59:06.111Z',
    sandboxed: false,
    risk: 'normal',
    recipients: [{ index: 0, channel: 'sms', recipient_commitment: `sha256:${'0'.repeat(64)}` }],
  })}'::jsonb
  when 1 then '${JSON.stringify({
    recipient_index: 0,
    channel: 'sms',
    recipient_commitment: `sha256:${'0'.repeat(64)}`,
    status: 'delivered',
    attempts: 1,
  })}'::jsonb
  when 3 then '{"via": "page", "choice": "Approve", "identified_by": "link", "recipient_index": 0}'::jsonb
  else '{"recipient_index": 0}'::jsonb end,
  at + place * interval '30 seconds'
from made, generate_series(0, $1::int - 1) as place`;
