// Where a run happens: a PostgreSQL of its own on a real disk, fresh databases, programs, and notes.
import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@pausepoint/store/embedded';
import pg from 'pg';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

export interface Place {
  readonly seconds: number;
  readonly rounds: number;
  /** How many pauses the larger size of `growth` has. */
  readonly pauses: number;
  /** Our programs write a profile each into `folder`. */
  readonly profile: boolean;
  /** For logs, profiles and raw numbers; git does not see it. */
  readonly folder: string;
  readonly postmasterPid: number;
  readonly postgresVersion: string;
  openDatabase(name: string): Promise<Database>;
  /** Writes down raw numbers. */
  keep(name: string, data: unknown): void;
  readonly say: (line: string) => void;
  close(): Promise<void>;
}

export type PlaceOptions = Pick<Place, 'seconds' | 'rounds' | 'pauses' | 'profile'> & {
  readonly folder: string;
};

/** The same for everybody who is measured. What every commit waits for is the disk. */
const settings = {
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  shared_preload_libraries: 'pg_stat_statements',
};

export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  // Not under /tmp, which may be memory: there fsync costs nothing.
  const stateDir = mkdtempSync('/var/tmp/pausepoint-bench-');
  chmodSync(stateDir, 0o755);
  const server = await startEmbeddedPostgres({
    stateDir,
    env: process.env,
    maxConnections: 200,
    settings,
  });
  let made = 0;
  return {
    ...options,
    postmasterPid: server.postmasterPid,
    postgresVersion: server.version,
    async openDatabase(name) {
      const own = `${name.replaceAll('-', '_')}_${++made}`;
      await ask(server.url, `create database ${own}`);
      const url = withDatabase(server.url, own);
      const pool = new pg.Pool({ connectionString: url, max: 4 });
      pool.on('error', () => undefined);
      await pool.query('create extension pg_stat_statements');
      await refuseFastDisk(pool);
      return {
        url,
        pool,
        async drop() {
          await pool.end();
          await ask(server.url, `drop database ${own} with (force)`);
        },
      };
    },
    keep: (name, data) =>
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(data, null, 1)),
    say: (line) => console.log(line),
    async close() {
      await server.stop();
      rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
    },
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

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
