// One transaction on one connection, repeated when PostgreSQL asked for it.
import type { Client, Pool, PoolClient } from 'pg';
import { run, sqlState, type Call } from './sql.ts';

const TRIES = 5;
/** Serialisation failure and deadlock: rolled back for certain, so repeating is safe. */
const repeatable = new Set(['40001', '40P01']);

/**
 * The statements of a transaction find rows by their keys, however many are asked for: planned once
 * and never by reading a whole table, not even while a young table still looks small. Who falls
 * silent in between, frozen or cut off, loses the locks: a tap must not wait hours for TCP to notice.
 */
const begin = `begin; set local idle_in_transaction_session_timeout = '10s';
  set local plan_cache_mode = force_generic_plan;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`;

export const transaction = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  repeated(pool, async (client) => {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  });

export interface Outcome<T> {
  readonly result: T;
  /** Whatever of it fails undoes all. */
  readonly writes: readonly Call[];
}

/**
 * In two trips, for others wait at the lock meanwhile: what locks goes out with the beginning, what is
 * written with the commit.
 *
 * @param lock one statement, and one that by itself would change nothing: it comes even where the beginning failed
 */
export const lockAndWrite = <Locked, T>(
  pool: Pool,
  lock: (client: PoolClient) => Promise<Locked>,
  judge: (locked: Locked, client: PoolClient) => Outcome<T> | Promise<Outcome<T>>,
): Promise<T> =>
  repeated(pool, async (client) => {
    const [, locked] = await Promise.all(
      inOneWrite(client, () => [client.query(begin), lock(client)] as const),
    );
    const { result, writes } = await judge(locked, client);
    await Promise.all(
      inOneWrite(client, () => [
        ...writes.map(({ statement, values }) => run(client, statement, values)),
        client.query('commit'),
      ]),
    );
    return result;
  });

/** A write to a socket is a system call, and wakes the other side: of a tap's time each was a tenth. */
function inOneWrite<T>(client: PoolClient, ask: () => T): T {
  const { stream } = (client as PoolClient & Pick<Client, 'connection'>).connection;
  stream.cork();
  try {
    return ask();
  } finally {
    stream.uncork();
  }
}

/** Anything else, a connection lost at COMMIT above all, is the caller's to find out about. */
async function repeated<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (attempt === TRIES || !repeatable.has(sqlState(error) ?? '')) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
