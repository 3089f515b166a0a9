// Opens the store on a PostgreSQL, which must be 15 or newer.
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { KeyRing } from '@pausepoint/core';
import type { Pool } from 'pg';
import { createBatches } from './batches.ts';
import { migrationsList } from './migrations/index.ts';
import { openPauses } from './pauses/open-pauses.ts';
import type { PauseRows } from './pauses/pause-rows.ts';
import type { Store } from './store.ts';
import { tables } from './tables/index.ts';

const OLDEST_POSTGRES = 15;
const CONNECT_TIMEOUT_MS = 10_000;
const OPEN_TOGETHER = { most: 32, atOnce: 2 };

export interface StoreOptions {
  readonly url: string;
  readonly ring: KeyRing;
  readonly poolSize?: number | undefined;
  readonly applicationName?: string | undefined;
  /** Told of connections lost while idle; they are replaced, nothing needs doing. */
  readonly onError?: ((error: Error) => void) | undefined;
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const orm = await MikroORM.init({
    dbName: databaseName(options.url),
    // Given whole to pg: the ORM's own `clientUrl` drops `?sslmode=…` and would connect in the clear.
    driverOptions: {
      connectionString: options.url,
      application_name: options.applicationName ?? 'pausepoint',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      // What is asked of one connection before it has answered is sent at once: see `lockAndWrite`.
      pipeline: true,
    },
    entities: tables,
    extensions: [Migrator],
    migrations: { migrationsList, snapshot: false, silent: true },
    pool: { min: 0, max: options.poolSize ?? 16, idleTimeoutMillis: 30_000 },
    forceUtcTimezone: true,
    // Connection errors go to onError below, not to the console.
    logger: () => {},
  });
  try {
    const pool: Pool = await orm.em.getConnection().getNativeClient();
    if (options.onError) hear(pool, options.onError);
    await refuseOldServer(pool);
    const opening = createBatches(OPEN_TOGETHER, (batch: readonly PauseRows[]) =>
      openPauses(pool, batch),
    );
    return {
      orm,
      pool,
      ring: options.ring,
      openTogether: opening.add,
      async close() {
        await opening.ended();
        await orm.close();
      },
    };
  } catch (error) {
    await orm.close();
    throw error;
  }
}

/** Without a listener on both, a restart of PostgreSQL would end this process. */
function hear(pool: Pool, onError: (error: Error) => void): void {
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
}

async function refuseOldServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; name: string }>(
    `select current_setting('server_version_num')::int / 10000 as version,
            current_setting('server_version') as name`,
  );
  const { version, name } = rows[0]!;
  if (version >= OLDEST_POSTGRES) return;
  throw new Error(
    `DATABASE_URL leads to PostgreSQL ${name}; PausePoint needs ${OLDEST_POSTGRES} or newer.`,
  );
}

/** The path of the URL; tolerant of URLs without a host (`postgres://app@/db?host=/run/pg`). */
function databaseName(url: string): string {
  const name = /^[a-z]+:\/\/[^/?]*\/([^?#]*)/i.exec(url)?.[1];
  return name ? decodeURIComponent(name) : 'postgres';
}
