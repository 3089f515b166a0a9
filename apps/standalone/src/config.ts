// What the operator may set when everything runs in one process.
import { resolve } from 'node:path';
import {
  ConfigError,
  databaseEnv,
  readEnv,
  retentionEnv,
  type LogLevel,
} from '@pausepoint/runtime';
import { readServerConfig, serverEnv, type ServerConfig } from '@pausepoint/server';
import { readWorkerConfig, type WorkerConfig } from '@pausepoint/worker';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface StandaloneConfig {
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Absent: one is made and kept in the data folder. */
  readonly secretKey: string | undefined;
  readonly previousSecretKey: string | undefined;
  readonly logLevel: LogLevel;
  readonly server: ServerConfig;
  readonly worker: WorkerConfig;
  /** Listening on the LAN, with an inbox that needs a token. */
  readonly lan: boolean;
  /** What the embedded PostgreSQL looks at: PATH, PG_BIN_DIR and who asked for root. */
  readonly env: Environment;
}

export const standaloneEnv = z.object({
  ...serverEnv.shape,
  DATA_DIR: z.string().default('.data').meta({
    description: 'Where the embedded database, its secret and the local keys are kept.',
    example: '/var/lib/pausepoint',
  }),
  DATABASE_URL: databaseEnv.DATABASE_URL.optional(),
  SECRET_KEY: databaseEnv.SECRET_KEY.optional(),
  SECRET_KEY_PREVIOUS: databaseEnv.SECRET_KEY_PREVIOUS,
  ...retentionEnv,
  PG_BIN_DIR: z.string().optional().meta({
    description: 'The folder of the PostgreSQL programs to embed, instead of the ones from npm.',
    example: '/usr/lib/postgresql/18/bin',
  }),
  EMBEDDED_PG_USER: z.string().optional().meta({
    description: 'The account that runs the embedded PostgreSQL when PausePoint runs as root.',
    example: 'postgres',
  }),
});

/** @param lanAddress given: listen on the LAN and put this address in links, still in local mode. */
export function readStandaloneConfig(env: Environment, lanAddress?: string): StandaloneConfig {
  const read = readEnv(standaloneEnv, env);
  requireSecretKey(env);
  const [server, worker] = [readServerConfig(env), readWorkerConfig(env)];
  return {
    dataDir: resolve(read.DATA_DIR),
    databaseUrl: read.DATABASE_URL,
    secretKey: read.SECRET_KEY,
    previousSecretKey: read.SECRET_KEY_PREVIOUS,
    logLevel: read.LOG_LEVEL,
    server: lanAddress ? onLan(server, lanAddress, read) : server,
    worker,
    lan: lanAddress !== undefined,
    env,
  };
}

/** Links and addresses in a database that others share are worthless with a secret made here. */
export function requireSecretKey(env: Environment): void {
  if (!env['DATABASE_URL']?.trim() || env['SECRET_KEY']?.trim()) return;
  throw new ConfigError(
    'SECRET_KEY is missing. With DATABASE_URL it must be set, the same for every process and ' +
      'every start: links and stored addresses depend on it. Make one with: ' +
      'openssl rand -base64 32',
  );
}

/** A stranger on the network may reach us now: no account for whoever comes by. */
function onLan(
  server: ServerConfig,
  address: string,
  { PUBLIC_URL, HOST, SIGN_UP }: z.output<typeof standaloneEnv>,
): ServerConfig {
  if (PUBLIC_URL) {
    throw new ConfigError('--lan chooses the address itself: leave PUBLIC_URL unset with it.');
  }
  return {
    ...server,
    host: HOST ?? '0.0.0.0',
    publicUrl: `http://${address}:${server.port}`,
    signUp: SIGN_UP ?? 'closed',
  };
}
