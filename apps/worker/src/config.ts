// What the operator may set of the worker.
import { channelsEnv, type ChannelsConfig } from '@pausepoint/channels';
import {
  auditEnv,
  ConfigError,
  databaseEnv,
  logEnv,
  publicUrlEnv,
  readEnv,
  readPublicUrl,
  retentionEnv,
  type LogLevel,
} from '@pausepoint/runtime';
import { z } from 'zod';

export interface WorkerConfig {
  /** Without a slash at its end; every link starts with it. */
  readonly publicUrl: string;
  /** Nothing leaves the building. */
  readonly local: boolean;
  readonly allowPrivateWebhooks: boolean;
  /** How long a receiver may take. */
  readonly webhookTimeoutSeconds: number;
  /** How long a claimed delivery is ours; longer than any try. */
  readonly leaseSeconds: number;
  /** What signs the audit log's heads; absent: derived from the secret. */
  readonly auditSigningKey?: string | undefined;
  /** How long an event stays in the log before its month is archived; null: for ever. */
  readonly auditRetentionDays: number | null;
}

/** What only a worker of its own needs: standalone brings its own database and secret. */
export interface WorkerProcessConfig extends WorkerConfig {
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly previousSecretKey: string | undefined;
  readonly logLevel: LogLevel;
  /** What the vendors of messages are set up with. */
  readonly channels: ChannelsConfig;
}

export const workerEnv = z.object({
  ...publicUrlEnv,
  ...channelsEnv,
  ...auditEnv,
  ...retentionEnv,
  ...logEnv,
});

export const workerProcessEnv = z.object({
  ...workerEnv.shape,
  ...databaseEnv,
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
    channels: readEnv(z.object(channelsEnv), env),
  };
}

function toWorkerConfig(read: z.output<typeof workerEnv>): WorkerConfig {
  const { publicUrl, local, allowPrivateWebhooks } = readPublicUrl(read);
  return {
    publicUrl,
    local,
    allowPrivateWebhooks,
    webhookTimeoutSeconds: 15,
    leaseSeconds: 30,
    auditSigningKey: read.AUDIT_SIGNING_KEY,
    auditRetentionDays: read.AUDIT_LEGAL_HOLD ? null : read.AUDIT_RETENTION_DAYS,
  };
}
