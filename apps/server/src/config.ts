// What the operator may set of the server, and what follows from it (local mode above all).
import { channelsEnv, type ChannelsConfig } from '@pausepoint/channels';
import { planNames, type PlanName } from '@pausepoint/core';
import {
  auditEnv,
  flag,
  logEnv,
  publicUrlEnv,
  readEnv,
  readPublicUrl,
  wholeNumber,
} from '@pausepoint/runtime';
import { z } from 'zod';

export type SignUp = 'open' | 'invite' | 'closed' | 'first';

export interface ServerConfig {
  readonly port: number;
  readonly host: string;
  /** Without a slash at its end; every link starts with it. */
  readonly publicUrl: string;
  /** Served to this machine (or its LAN) only: nothing leaves the building, everything is open. */
  readonly local: boolean;
  /** `first`: closed once there is an account; the first one needs the setup token. */
  readonly signUp: SignUp;
  readonly planLimits: boolean;
  readonly defaultPlan: PlanName;
  /** 0: off. */
  readonly rateLimitPerMinute: number;
  readonly readLimitPerMinute: number;
  readonly allowPrivateWebhooks: boolean;
  readonly respondApi: boolean;
  /** What the vendors of messages are set up with. */
  readonly channels: ChannelsConfig;
  /** What signs receipts; absent: derived from the secret. */
  readonly auditSigningKey?: string | undefined;
  /** Opens /inbox to whoever brings it (`?token=`), from any address. */
  readonly inboxToken?: string | undefined;
}

export const serverEnv = z.object({
  ...publicUrlEnv,
  HOST: z.string().optional().meta({
    description: 'The address to listen on. Absent: 127.0.0.1 in local mode, else all addresses.',
    example: '0.0.0.0',
  }),
  SIGN_UP: z
    .enum(['open', 'invite', 'closed'], { error: 'must be open, invite or closed' })
    .optional()
    .meta({
      description:
        'Who may register. Absent: anyone in local mode; else only the first account, ' +
        'with the setup token from the log.',
      example: 'closed',
    }),
  PLAN_LIMITS: flag()
    .default(false)
    .meta({ description: 'Hold developers to their plan (pauses a month, channels, timeouts).' }),
  DEFAULT_PLAN: z
    .enum(planNames, { error: `must be one of ${planNames.join(', ')}` })
    .default('free')
    .meta({ description: 'The plan a new developer starts with.', example: 'starter' }),
  RATE_LIMIT_PER_MINUTE: wholeNumber()
    .default(1_200)
    .meta({ description: 'Writes per minute and API key; 0 turns the limit off.' }),
  READ_LIMIT_PER_MINUTE: wholeNumber()
    .default(12_000)
    .meta({ description: 'Reads per minute and API key; 0 turns the limit off.' }),
  RESPOND_API: flag()
    .default(true)
    .meta({ description: 'Let links be answered through the JSON API beside the page.' }),
  ...channelsEnv,
  ...auditEnv,
  ...logEnv,
});

export function readServerConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const read = readEnv(serverEnv, env);
  const { publicUrl, local, allowPrivateWebhooks } = readPublicUrl(read);
  return {
    port: read.PORT,
    host: read.HOST ?? (local ? '127.0.0.1' : '0.0.0.0'),
    publicUrl,
    local,
    signUp: read.SIGN_UP ?? (local ? 'open' : 'first'),
    planLimits: read.PLAN_LIMITS,
    defaultPlan: read.DEFAULT_PLAN,
    rateLimitPerMinute: read.RATE_LIMIT_PER_MINUTE,
    readLimitPerMinute: read.READ_LIMIT_PER_MINUTE,
    allowPrivateWebhooks,
    respondApi: read.RESPOND_API,
    channels: channelsOf(read),
    auditSigningKey: read.AUDIT_SIGNING_KEY,
  };
}

const channelsOf = (read: Readonly<Record<string, unknown>>): ChannelsConfig =>
  Object.fromEntries(Object.keys(channelsEnv).map((name) => [name, read[name]]));
