// Pending pauses with their deadlines, made inside the database: what the clock is to settle.
import type { Service } from './service.ts';

interface Fill {
  readonly many: number;
  /** The first is due then. */
  readonly dueAt: Date;
  /** Between one deadline and the next. */
  readonly stepMilliseconds?: number;
}

/** What is sealed is as large as ours, and opens for nobody. An id begins with its time, as ours do. */
export async function fill(service: Service, wish: Fill): Promise<readonly string[]> {
  const { many, dueAt, stepMilliseconds = 0 } = wish;
  const { rows } = await service.database.pool.query<{ id: string }>(
    `with made as materialized (
      select n, new_id(at) as id, at from (
        select n, now() - interval '1 hour' as at from generate_series(0, $2::int - 1) as n) as times
    ), pauses as (
      insert into pause (developer_id, mode, id, options, allow_text_response, timeout_default, sandboxed,
        created_at, expires_at, due_at)
      select $1::uuid, 'live', id, array['Approve', 'Reject'], true, 'Reject', true, at, due, due
      from (select made.*, $3::timestamptz + n * $4::float8 * interval '1 millisecond' as due from made) as m
    ), contents as (
      insert into pause_content (developer_id, pause_id, developer_name, digest, sealed)
      select $1::uuid, id, 'A developer', 'sha256:' || repeat('0', 64), sealed_of(360) from made
    ), keys as (
      insert into pause_key (developer_id, pause_id, sealed) select $1::uuid, id, sealed_of(76) from made
    ), recipients as (
      insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment, sealed,
        code_hash)
      select $1::uuid, id, 0, 'sms', 'sha256:' || repeat('0', 64), sealed_of(72), sha256(uuid_send(id))
      from made
    ), notifications as (
      insert into delivery (developer_id, pause_id, id, kind, mode, status, recipient_index, notice,
        created_at, updated_at)
      select $1::uuid, id, new_id(at), 'notification', 'live', 'sandboxed', 0, 'question', at, at from made
    ), events as (
      insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
      select $1::uuid, 'live', new_id(at), 'pause.created', 'developer', id,
        '{"options": 2, "risk": "normal"}', at
      from made
    )
    select id from made order by n`.replaceAll(
      /sealed_of\((\d+)\)/g,
      (_, bytes) => `'\\x${'5a'.repeat(Number(bytes))}'::bytea`,
    ),
    [service.developerId, many, dueAt, stepMilliseconds],
  );
  return rows.map(({ id }) => id);
}
