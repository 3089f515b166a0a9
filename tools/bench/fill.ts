// Pauses by the million, made inside the database: whole rows of every table, sealed with nothing.
import type { Service } from './service.ts';

interface Fill {
  readonly many: number;
  /** The first is due then; absent: in a day. */
  readonly dueAt?: Date;
  /** Between one deadline and the next. */
  readonly stepMilliseconds?: number;
  /** Over the hours before this one, each with as many events as a whole life leaves. */
  readonly past?: boolean;
}

/**
 * Nobody can read their words, which listing and polling would want to: rows that are measured by their
 * words are made through the API. An id begins with its time, as ours do.
 */
export async function fill(service: Service, wish: Fill): Promise<void> {
  const { many, dueAt, stepMilliseconds = 0, past = false } = wish;
  const values = [service.developerId, many, dueAt ?? null, stepMilliseconds, past];
  await service.database.pool.query(
    `with made as materialized (
      select n, new_id(at) as id, at from (
        select n, now() - interval '1 hour' - case when $5::boolean then random() else 0 end
          * interval '20 hours' as at
        from generate_series(0, $2::int - 1) as n) as times
    ), pauses as (
      insert into pause (developer_id, mode, id, options, allow_text_response, timeout_default, sandboxed,
        created_at, expires_at, due_at)
      select $1::uuid, 'live', id, array['Approve', 'Reject'], true, 'Reject', true, at, due, due
      from (select made.*, coalesce($3::timestamptz + n * $4::float8 * interval '1 millisecond',
        at + interval '32 days') as due from made) as m
    ), contents as (
      insert into pause_content (developer_id, pause_id, developer_name, digest, sealed)
      select $1::uuid, id, 'A developer', 'sha256:' || repeat('0', 64), gen_random_bytes_of(360) from made
    ), keys as (
      insert into pause_key (developer_id, pause_id, sealed)
      select $1::uuid, id, gen_random_bytes_of(61) from made
    ), recipients as (
      insert into pause_recipient (developer_id, pause_id, recipient_index, channel, commitment, sealed,
        code_hash)
      select $1::uuid, id, 0, 'sms', 'sha256:' || repeat('0', 64), gen_random_bytes_of(90),
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) from made
    ), notifications as (
      insert into delivery (developer_id, pause_id, id, kind, mode, status, recipient_index, notice,
        created_at, updated_at)
      select $1::uuid, id, new_id(at), 'notification', 'live', 'sandboxed', 0, 'question', at, at from made
    )
    insert into audit_event (developer_id, mode, id, type, actor, pause_id, detail, created_at)
    select $1::uuid, 'live', new_id(at), event, 'developer', id, '{"options": 2, "risk": "normal"}', at
    from made, unnest(case when $5::boolean then array['pause.created', 'pause.notified', 'pause.viewed',
      'pause.notified', 'pause.viewed'] else array['pause.created'] end) as event`,
    values,
  );
}

/** What is sealed looks like chance, and so it is as large on the disk. */
export async function prepareFill({ database }: Service): Promise<void> {
  await database.pool.query(
    `create or replace function gen_random_bytes_of(bytes int) returns bytea language sql volatile as $$
      select substring(string_agg(uuid_send(gen_random_uuid()), '') from 1 for bytes)
      from generate_series(0, bytes / 16)
    $$`,
  );
}
