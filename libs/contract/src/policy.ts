// What a key may ask for at most.
import { DomainError, channelNames, risks, type ChannelName, type Risk } from '@pausepoint/core';
import { z } from 'zod';
import { text } from './fields.ts';

/** From weakest to strongest. */
export const requirements = ['link', 'code', 'signed_in', 'passkey'] as const;

export type Requirement = (typeof requirements)[number];

/** Absent members do not bind. */
export interface KeyPolicy {
  readonly recipients?: readonly string[] | undefined;
  readonly channels?: readonly ChannelName[] | undefined;
  readonly minRisk?: Risk | undefined;
  readonly minRequire?: Requirement | undefined;
  readonly pausesPerHour?: number | undefined;
}

export const policySchema = z
  .strictObject({
    recipients: z.array(text(1, 2_000)).min(1).max(50).optional().meta({
      description:
        'Whom the key may ask. With exactly one, `recipient` and `channel` may be left out on create.',
    }),
    channels: z.array(z.enum(channelNames)).min(1).optional(),
    min_risk: z.enum(risks).optional(),
    min_require: z.enum(requirements).optional(),
    pauses_per_hour: z.int().min(1).max(1_000_000).optional().meta({
      description: 'How many pauses the key may open within an hour of the clock (UTC).',
    }),
  })
  .meta({ id: 'KeyPolicy', description: 'What the key may ask for at most; a breach is 403.' });

export const toPolicy = (policy: z.output<typeof policySchema>): KeyPolicy => ({
  recipients: policy.recipients,
  channels: policy.channels,
  minRisk: policy.min_risk,
  minRequire: policy.min_require,
  pausesPerHour: policy.pauses_per_hour,
});

export const presentPolicy = (policy: KeyPolicy): z.output<typeof policySchema> => ({
  ...(policy.recipients && { recipients: [...policy.recipients] }),
  ...(policy.channels && { channels: [...policy.channels] }),
  ...(policy.minRisk && { min_risk: policy.minRisk }),
  ...(policy.minRequire && { min_require: policy.minRequire }),
  ...(policy.pausesPerHour && { pauses_per_hour: policy.pausesPerHour }),
});

export interface PolicyRequest {
  readonly recipient: string;
  readonly channel: ChannelName;
  readonly risk?: Risk | undefined;
  readonly require?: Requirement | undefined;
  /** The one spelling of a recipient, so that `+1 (312) …` and `+1312…` are the same. */
  readonly addressOf?: (channel: ChannelName, recipient: string) => string | undefined;
}

/** Throws `policy_denied`, naming everything the policy does not allow. */
export function checkPolicy(policy: KeyPolicy | null, request: PolicyRequest): void {
  if (!policy) return;
  const breaches = breachesOf(policy, request);
  if (breaches.length === 0) return;
  throw new DomainError(
    'policy_denied',
    `The key’s policy does not allow this: ${breaches.map((breach) => breach.detail).join('; ')}`,
    {
      errors: breaches,
    },
  );
}

function breachesOf(policy: KeyPolicy, request: PolicyRequest) {
  const { recipient, channel, risk = 'normal', require = 'link' } = request;
  const address = (text: string) => request.addressOf?.(channel, text) ?? text;
  const allowed = policy.recipients?.map(address);
  const breach = (field: string, detail: string) => ({ pointer: field && `/${field}`, detail });
  return [
    allowed && !allowed.includes(address(recipient))
      ? breach('recipient', 'is not among the recipients this key may ask')
      : undefined,
    policy.channels && !policy.channels.includes(channel)
      ? breach('channel', `must be one of ${policy.channels.join(', ')}`)
      : undefined,
    policy.minRisk && risks.indexOf(risk) < risks.indexOf(policy.minRisk)
      ? breach('risk', `must be at least ${policy.minRisk}`)
      : undefined,
    policy.minRequire && requirements.indexOf(require) < requirements.indexOf(policy.minRequire)
      ? breach('require', `must be at least ${policy.minRequire}`)
      : undefined,
  ].filter((entry) => entry !== undefined);
}

/** The recipient and channel a create may leave out; empty unless exactly one is allowed. */
export function impliedRecipient(
  policy: KeyPolicy | null | undefined,
): { readonly recipient: string; readonly channel: ChannelName } | undefined {
  const [recipient, another] = policy?.recipients ?? [];
  if (recipient === undefined || another !== undefined) return undefined;
  const [only, second] = policy?.channels ?? [];
  return { recipient, channel: only && !second ? only : channelOf(recipient) };
}

function channelOf(recipient: string): ChannelName {
  if (/^https:\/\/hooks\.slack\.com\//.test(recipient)) return 'slack';
  return recipient.includes('@') ? 'email' : 'sms';
}
