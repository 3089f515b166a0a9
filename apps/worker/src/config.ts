// What the operator may set of the worker.
import {
  ConfigError,
  logEnv,
  publicUrlEnv,
  readEnv,
  readPublicUrl,
  type LogLevel,
} from '@pausepoint/runtime';
import { z } from 'zod';

export interface WorkerConfig {
  /** Without a slash at its end; every link starts with it. */
  readonly publicUrl: string;
  readonly allowPrivateWebhooks: boolean;
  /** How long a receiver may take. */
  readonly webhookTimeoutSeconds: number;
  /** How long a claimed delivery is ours; longer than any try. */
  readonly leaseSeconds: number;
}

/** What only a worker of its own needs: standalone brings its own database and secret. */
export interface WorkerProcessConfig extends WorkerConfig {
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly previousSecretKey: string | undefined;
  readonly logLevel: LogLevel;
}

export const workerEnv = z.object({ ...publicUrlEnv, ...logEnv });

export const workerProcessEnv = z.object({
  ...workerEnv.shape,
  DATABASE_URL: z.string().meta({
    description: 'The PostgreSQL (15 or newer) that server and worker share.',
    example: 'postgres://pausepoint:secret@db.example.com/pausepoint?sslmode=verify-full',
  }),
  SECRET_KEY: z.string().meta({
    description: 'Signs links and seals addresses; the same on every process.',
    example: '$(openssl rand -base64 32)',
  }),
  SECRET_KEY_PREVIOUS: z.string().optional().meta({
    description: 'The secret before the last change, as long as links signed with it are out.',
  }),
});

type Environment = Readonly<Record<string, string | undefined>>;

export const readWorkerConfig = (env: Environment): WorkerConfig =>
  toWorkerConfig(readEnv(workerEnv, env));

export function readWorkerProcessConfig(env: Environment): WorkerProcessConfig {
  const read = readEnv(workerProcessEnv, env);
  if (!env['PUBLIC_URL']?.trim()) {
    throw new ConfigError(
      'PUBLIC_URL is missing. A worker of its own must be told the address its links lead to, ' +
        'the same as the server’s. Example: PUBLIC_URL=https://pause.example.com',
    );
  }
  return {
    ...toWorkerConfig(read),
    databaseUrl: read.DATABASE_URL,
    secretKey: read.SECRET_KEY,
    previousSecretKey: read.SECRET_KEY_PREVIOUS,
    logLevel: read.LOG_LEVEL,
  };
}

function toWorkerConfig(read: z.output<typeof workerEnv>): WorkerConfig {
  const { publicUrl, allowPrivateWebhooks } = readPublicUrl(read);
  return { publicUrl, allowPrivateWebhooks, webhookTimeoutSeconds: 15, leaseSeconds: 30 };
}
