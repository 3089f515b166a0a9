// What a key may ask for at most.
import {
  DomainError,
  channelNames,
  risks,
  type ChannelName,
  type Fault,
  type KeyRole,
  type Risk,
} from '@pausepoint/core';
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
    channels: z.array(z.enum(channelNames)).min(1).optional().meta({
      description:
        'By which channels. A key of role `agent` may use `link` only where it is named here.',
    }),
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
  readonly role: KeyRole;
  /** Everybody who is asked, at once or later; `pointer` as in `Question`. */
  readonly recipients: readonly PolicyRecipient[];
  readonly risk: Risk;
  /** `link` unless told. */
  readonly require?: Requirement | undefined;
  /** The one spelling of a recipient, so that `+1 (312) …` and `+1312…` are the same. */
  readonly addressOf?: (channel: ChannelName, recipient: string) => string | undefined;
}

interface PolicyRecipient {
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly pointer: string;
}

/** Throws `policy_denied`, naming everything the policy (or, without one, the role) forbids. */
export function checkPolicy(policy: KeyPolicy | null, request: PolicyRequest): void {
  const breaches = breachesOf(policy ?? {}, request);
  if (breaches.length === 0) return;
  const details = new Set(breaches.map(({ detail }) => detail));
  throw new DomainError(
    'policy_denied',
    `The key’s policy does not allow this: ${[...details].join('; ')}`,
    { errors: breaches },
  );
}

const breach = (pointer: string, detail: string): Fault => ({ pointer, detail });

function breachesOf(policy: KeyPolicy, request: PolicyRequest): readonly Fault[] {
  const { recipients, risk, require = 'link' } = request;
  const mayAsk = recipientRule(policy, request);
  return [
    ...recipients.flatMap((asked) => [
      mayAsk(asked)
        ? undefined
        : breach(`${asked.pointer}/recipient`, 'is not among the recipients this key may ask'),
      channelBreach(policy, request.role, asked),
    ]),
    policy.minRisk && risks.indexOf(risk) < risks.indexOf(policy.minRisk)
      ? breach('/risk', `must be at least ${policy.minRisk}`)
      : undefined,
    policy.minRequire && requirements.indexOf(require) < requirements.indexOf(policy.minRequire)
      ? breach('/require', `must be at least ${policy.minRequire}`)
      : undefined,
  ].filter((entry) => entry !== undefined);
}

/** Each allowed recipient is spelled once per channel, however many are asked. */
function recipientRule({ recipients: allowed }: KeyPolicy, { addressOf }: PolicyRequest) {
  const spelled = new Map<ChannelName, ReadonlySet<string>>();
  const address = (channel: ChannelName, text: string) => addressOf?.(channel, text) ?? text;
  return ({ channel, recipient }: PolicyRecipient): boolean => {
    if (!allowed) return true;
    const known = spelled.get(channel) ?? new Set(allowed.map((text) => address(channel, text)));
    spelled.set(channel, known);
    return known.has(address(channel, recipient));
  };
}

/** Whoever holds a link may answer: an agent gets one into its hands only where its key says so. */
function channelBreach(
  { channels }: KeyPolicy,
  role: KeyRole,
  { channel, pointer }: PolicyRecipient,
): Fault | undefined {
  const at = `${pointer}/channel`;
  if (channels && !channels.includes(channel)) {
    return breach(at, `must be one of ${channels.join(', ')}`);
  }
  if (channel === 'link' && role === 'agent' && !channels) {
    return breach(at, 'cannot be link: the policy of an agent’s key has to name it');
  }
  return undefined;
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

/** By its shape alone; the channel itself says whether it fits. */
function channelOf(recipient: string): ChannelName {
  if (/^https:\/\/hooks\.slack\.com\//.test(recipient)) return 'slack';
  if (/^[CDGUW][A-Z0-9]{7,}$/.test(recipient)) return 'slack';
  if (/^-?\d+$/.test(recipient)) return 'telegram';
  return recipient.includes('@') ? 'email' : 'sms';
}
