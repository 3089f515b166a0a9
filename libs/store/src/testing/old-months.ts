// Months long gone, with events in them, for tests of what becomes of them.
import { changeMonths, makeMonth } from '../audit/months.ts';
import type { Store } from '../store.ts';

/** `2025-03`, by the database's clock. */
export async function monthBefore({ pool }: Store, months: number): Promise<string> {
  const { rows } = await pool.query<{ month: string }>(
    `select to_char(now() at time zone 'UTC' - make_interval(months => $1), 'YYYY-MM') as month`,
    [months],
  );
  return rows[0]!.month;
}

/** As if it had been there all the time. */
export async function makeOldMonth(store: Store, months: number): Promise<string> {
  const month = await monthBefore(store, months);
  await changeMonths(store, (client) => makeMonth(client, month));
  return month;
}

/** Events of a developer, as of the middle of that month or of another time in it. */
export async function insertInto(
  { pool }: Store,
  month: string,
  { developerId, events, at = '15 12:00' }: { developerId: string; events: number; at?: string },
): Promise<void> {
  await pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at)
     select $1, 'live', new_id(m.at), 'api_key.created', 'developer', jsonb_build_object('n', n), m.at
     from generate_series(1, $2) as n, lateral (
       select ($3 || '-' || $4)::timestamp at time zone 'UTC' + n * interval '1 millisecond' as at) m`,
    [developerId, events, month, at],
  );
}
