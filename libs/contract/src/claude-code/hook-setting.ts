// Whom Claude Code's questions go to, and which there are: in the query of the hook, or kept here.
import { channelNames, iso, type ChannelName } from '@pausepoint/core';
import { z } from 'zod';
import { instant, text } from '../fields.ts';
import { readJson, type JsonDocument } from '../json/read-json.ts';
import { impliedChannel } from '../policy.ts';
import { parseBody, parseQuery, type Query } from '../validate.ts';
import { beside, refuse } from '../faults.ts';
import { hookPolicySchema, toHookPolicy, type HookPolicy } from './hook-policy.ts';

/** What Claude Code waits for a hook unless told. */
export const hookTimeout = 600;
/** So much earlier than Claude Code gives up does the question end. */
export const HOOK_MARGIN_SECONDS = 15;
const SHORTEST = 30;
const LONGEST = 24 * 3_600;

const describedTimeout = {
  description: `The \`timeout\` of the hook in Claude Code’s settings, in seconds: the human has ${HOOK_MARGIN_SECONDS} s less, so that the answer always comes before Claude Code gives up.`,
  default: hookTimeout,
};
const recipient = text(1, 2_000).meta({
  description: 'Whom to ask.',
  example: '+13128471928',
});
/** A link that nobody is sent asks nobody. */
const hookChannels = channelNames.filter((name) => name !== 'link');
const channel = z.enum(hookChannels).meta({ description: 'By its shape unless given.' });

export const hookSettingSchema = z
  .strictObject({
    recipient,
    channel: channel.optional(),
    timeout_seconds: z.int().min(SHORTEST).max(LONGEST).optional().meta(describedTimeout),
    policy: hookPolicySchema.optional(),
  })
  .meta({ id: 'ClaudeCodeSetting' });

export const presentedHookSettingSchema = z
  .object({
    recipient: z.string(),
    channel: z.enum(hookChannels),
    timeout_seconds: z.int(),
    policy: hookPolicySchema.nullable(),
    updated_at: instant,
  })
  .meta({ id: 'KeptClaudeCodeSetting' });

export const hookQuerySchema = z.strictObject({
  recipient: recipient.optional(),
  channel: channel.optional(),
  timeout: z
    .string()
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) >= SHORTEST && Number(value) <= LONGEST,
      { error: `must be a whole number from ${SHORTEST} to ${LONGEST}` },
    )
    .transform(Number)
    .optional()
    .meta({
      ...describedTimeout,
      override: { type: 'integer', minimum: SHORTEST, maximum: LONGEST },
    }),
  policy: z.string().optional().meta({
    description:
      'A policy as JSON, or that in base64url. Beside a kept one both are asked, and the stricter answer counts.',
  }),
});

/** Null: it names no policy. */
export interface HookSetting {
  readonly recipient: string;
  readonly channel: ChannelName;
  readonly timeoutSeconds: number;
  readonly policy: HookPolicy | null;
}

/** What the hook's URL says; what it leaves out is undefined. */
export type AskedHook = { readonly [Key in keyof HookSetting]: HookSetting[Key] | undefined };

export function parseHookSetting(document: JsonDocument): HookSetting {
  const { recipient, channel, timeout_seconds, policy } = parseBody(hookSettingSchema, document);
  return {
    recipient,
    channel: channel ?? impliedChannel(recipient),
    timeoutSeconds: timeout_seconds ?? hookTimeout,
    policy: policy ? toHookPolicy(policy) : null,
  };
}

export function parseHookQuery(query: Query): AskedHook {
  const { recipient, channel, timeout, policy } = parseQuery(hookQuerySchema, query);
  return {
    recipient,
    channel: channel ?? (recipient === undefined ? undefined : impliedChannel(recipient)),
    timeoutSeconds: timeout,
    policy: policy === undefined ? undefined : readPolicy(policy),
  };
}

/** Plain or in base64url: JSON in a URL is easily spoiled by whatever quotes it. */
function readPolicy(given: string): HookPolicy {
  const plain = given.trimStart().startsWith('{');
  const text = plain ? given : Buffer.from(given, 'base64url').toString('utf8');
  let document: JsonDocument | undefined;
  try {
    document = readJson(text);
  } catch {
    const detail = 'must be a policy as JSON, or that in base64url';
    refuse([{ pointer: beside('query', 'policy'), detail }]);
  }
  return toHookPolicy(parseBody(hookPolicySchema, document!));
}

export const presentHookSetting = ({
  recipient,
  channel,
  timeoutSeconds,
  policy,
  updatedAt,
}: HookSetting & { readonly updatedAt: Date }) => ({
  recipient,
  channel,
  timeout_seconds: timeoutSeconds,
  policy: policy && { rules: [...policy.rules], otherwise: policy.otherwise },
  updated_at: iso(updatedAt),
});
