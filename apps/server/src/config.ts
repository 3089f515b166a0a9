// What the operator may set of the server, and what follows from it (local mode above all).
import { channelsEnv, type ChannelsConfig } from '@pausepoint/channels';
import { planNames, type PlanName } from '@pausepoint/core';
import {
  auditEnv,
  ConfigError,
  flag,
  isLoopback,
  logEnv,
  publicUrlEnv,
  readEnv,
  readPublicUrl,
  wholeNumber,
} from '@pausepoint/runtime';
import { z } from 'zod';

export type SignUp = 'open' | 'invite' | 'closed' | 'first';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The word on the button. */
  readonly name: string;
}

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
  /** Who else vouches for people; absent: nobody. */
  readonly oidc?: OidcSettings | undefined;
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
        'Who may register: anyone, whoever was invited by mail, or nobody. Absent: anyone in local ' +
        'mode; else only the first account, with the setup token from the log.',
      example: 'closed',
    }),
  OIDC_ISSUER: z.string().optional().meta({
    description:
      'An OpenID Connect provider people may sign in by; its verified addresses are trusted.',
    example: 'https://id.example.com',
  }),
  OIDC_CLIENT_ID: z.string().optional().meta({
    description:
      'What the provider knows this server as; the redirect is PUBLIC_URL/sign-in/oidc/callback.',
    example: 'pausepoint',
  }),
  OIDC_CLIENT_SECRET: z.string().optional().meta({
    description: 'The secret that goes with it.',
    example: 'a secret of the provider’s making',
  }),
  OIDC_NAME: z.string().max(40).optional().meta({
    description: 'The word on the button. Absent: the host of OIDC_ISSUER.',
    example: 'Example ID',
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
    oidc: oidcOf(read),
    auditSigningKey: read.AUDIT_SIGNING_KEY,
  };
}

function oidcOf(read: z.output<typeof serverEnv>): OidcSettings | undefined {
  const given = [read.OIDC_ISSUER, read.OIDC_CLIENT_ID, read.OIDC_CLIENT_SECRET];
  if (given.every((one) => !one)) return undefined;
  const [issuer, clientId, clientSecret] = given;
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError(
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three, or none.',
    );
  }
  const url = URL.parse(issuer);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ConfigError('OIDC_ISSUER must be an https URL. Example: https://id.example.com');
  }
  return { issuer, clientId, clientSecret, name: read.OIDC_NAME ?? url.host };
}

const channelsOf = (read: Readonly<Record<string, unknown>>): ChannelsConfig =>
  Object.fromEntries(Object.keys(channelsEnv).map((name) => [name, read[name]]));
