// Signs of life: a process says it is there, readiness asks when a worker last did.
import { run } from './sql.ts';
import type { Store } from './store.ts';

const sign = {
  name: 'beat',
  text: `with old as (delete from heartbeat where at < $3::timestamptz - interval '1 day')
    insert into heartbeat (process_id, role, at) values ($1, $2, $3)
    on conflict (process_id) do update set role = excluded.role, at = excluded.at`,
};

export interface Beat {
  readonly processId: string;
  readonly role: string;
  readonly now: Date;
}

export async function beat(store: Store, { processId, role, now }: Beat): Promise<void> {
  await run(store.pool, sign, [processId, role, now]);
}

const last = {
  name: 'last-beat',
  text: `select max(at) as at from heartbeat where role = 'worker'`,
};

/** The newest sign of any worker; null when none was ever there. */
export async function lastBeat(store: Store): Promise<Date | null> {
  const rows = await run<{ at: Date | null }>(store.pool, last, []);
  return rows[0]!.at;
}
