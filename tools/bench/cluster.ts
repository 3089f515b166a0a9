// A PostgreSQL of the bench's own: durable unless it is only being filled, with databases made and dropped.
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@pausepoint/store/embedded';
import pg from 'pg';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Lets go of it; its data stays. */
  close(): Promise<void>;
  drop(): Promise<void>;
}

export interface Cluster {
  readonly postmasterPid: number;
  readonly postgresVersion: string;
  /** What the server says. */
  readonly logFile: string;
  /** Made where there is none of that name. */
  openDatabase(name: string): Promise<Database>;
  close(): Promise<void>;
}

/** The same for everybody who is measured. What every commit waits for is the disk. */
export const durable = {
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  shared_preload_libraries: 'pg_stat_statements',
};

/** For making rows, never for measuring: a crash would lose them all. */
export const filling = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  shared_buffers: '1GB',
  maintenance_work_mem: '1GB',
  shared_preload_libraries: 'pg_stat_statements',
};

export async function openCluster(
  stateDir: string,
  settings: Readonly<Record<string, string>> = durable,
): Promise<Cluster> {
  const server = await startEmbeddedPostgres({
    stateDir,
    env: process.env,
    maxConnections: 200,
    settings,
  });
  return {
    postmasterPid: server.postmasterPid,
    postgresVersion: server.version,
    logFile: join(server.folder, `pg${parseInt(server.version)}.log`),
    async openDatabase(name) {
      const known = await ask(server.url, `select from pg_database where datname = '${name}'`);
      if (known === 0) await ask(server.url, `create database ${name}`);
      const url = withDatabase(server.url, name);
      const pool = new pg.Pool({ connectionString: url, max: 4 });
      pool.on('error', () => undefined);
      await pool.query('create extension if not exists pg_stat_statements');
      if (settings === durable) await refuseFastDisk(pool);
      return {
        url,
        pool,
        close: () => pool.end(),
        async drop() {
          await pool.end();
          await ask(server.url, `drop database ${name} with (force)`);
        },
      };
    },
    close: () => server.stop(),
  };
}

/** A ranking in which somebody does not wait for the disk would be none. */
async function refuseFastDisk(pool: pg.Pool): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [
      name,
    ]);
    if (rows[0]?.value !== 'on') throw new Error(`${name} is ${rows[0]?.value ?? 'unknown'}`);
  }
}

async function ask(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
