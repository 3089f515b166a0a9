// Brings the database to the newest schema; several processes may try at once.
import { makeAuditMonths } from './audit/months.ts';
import { renumberEvents } from './renumber-events.ts';
import type { Store } from './store.ts';

/** Any number will do, as long as it is always the same: 'pause' in ASCII. */
const LOCK = 0x7061757365;

/** The migrator takes no lock of its own, so one connection holds an advisory one meanwhile. */
export async function migrate(store: Store): Promise<void> {
  const { orm, pool } = store;
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await orm.migrator.up();
    await renumberEvents(client);
    await makeAuditMonths(store);
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    client.release();
  } catch (error) {
    // Closing the connection gives the lock back.
    client.release(true);
    throw error;
  }
}

export async function isMigrated({ orm }: Store): Promise<boolean> {
  const pending = await orm.migrator.getPending();
  return pending.length === 0;
}

/** Throws when the database does not answer. */
export async function ping({ pool }: Store): Promise<void> {
  await pool.query('select 1');
}
