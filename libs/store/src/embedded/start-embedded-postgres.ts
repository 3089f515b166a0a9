// Starts the private PostgreSQL server: finds its programs, its account and its folder, then runs it.
import { join, resolve } from 'node:path';
import type { EmbeddedEnv } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { takeOwnership } from './owner-lock.ts';
import { launch } from './server-process.ts';
import { makePrivateFolder, makeSocketFolder, SOCKET, urlOf } from './socket-folder.ts';
import { clearStaleServer } from './stale-server.ts';
import { placeState } from './state-folder.ts';

export interface EmbeddedOptions {
  readonly stateDir: string;
  /** PATH, PG_BIN_DIR, EMBEDDED_PG_USER, SUDO_UID and SUDO_GID are looked at. */
  readonly env?: EmbeddedEnv;
  readonly maxConnections?: number;
  /** Where data goes that may not stay in a private home directory (as root only). */
  readonly outside?: string;
  /** More settings of the server; they win over ours. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** For `pg`: the socket's folder is in the query, so there is no port that others could reach. */
  readonly url: string;
  /** Of the server, e.g. `18.4`. */
  readonly version: string;
  /** Where the data lies; not under `stateDir` when that is shut to the server's account. */
  readonly folder: string;
  /** Whether this start made the database. */
  readonly created: boolean;
  readonly postmasterPid: number;
  /** Resolves when the server is gone, for whatever reason. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { env = {}, outside = '/var/lib/pausepoint', log = () => undefined } = options;
  const stateDir = resolve(options.stateDir);
  const { folder, runner } = placeState(stateDir, env, outside);
  if (folder !== stateDir) {
    log(`${stateDir} is inside a private folder; as root the database is kept in ${folder}`);
  }
  const binaries = findBinaries(runner, folder);
  // One folder per major version: their files are incompatible.
  const home = join(folder, `pg${binaries.major}`);
  makePrivateFolder(home, runner.account);
  // Lock and log lie outside the server's own folder: root must not write where others may.
  const giveBack = takeOwnership(`${home}.lock`);
  try {
    const data = join(home, 'data');
    const created = ensureCluster(home, binaries, runner);
    const sockets = makeSocketFolder(home, runner.account);
    await clearStaleServer(data, join(sockets.folder, SOCKET), log);
    const server = await launch({
      program: join(binaries.folder, 'postgres'),
      data,
      settings: { ...settingsFor(sockets.folder, options), ...options.settings },
      logFile: `${home}.log`,
      runner,
    });
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await server.stop();
      sockets.remove();
      giveBack();
    };
    return {
      url: urlOf(sockets.folder),
      version: binaries.version,
      folder,
      created,
      postmasterPid: server.pid,
      exited: server.exited,
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    giveBack();
    throw error;
  }
}

function settingsFor(sockets: string, { maxConnections = 40 }: EmbeddedOptions) {
  return {
    listen_addresses: '',
    port: 5432,
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    max_connections: maxConnections,
    shared_buffers: '64MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // macOS's default leaves commits in the drive's cache.
    ...(process.platform === 'darwin' ? { wal_sync_method: 'fsync_writethrough' } : {}),
  };
}
