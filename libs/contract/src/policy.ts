// What a key may ask for at most.
import {
  channelNames,
  requirements,
  risks,
  type ChannelName,
  type Requirement,
  type Risk,
} from '@pausepoint/core';
import { z } from 'zod';
import { text } from './fields.ts';

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

/** The recipient and channel a create may leave out; empty unless exactly one is allowed. */
export function impliedRecipient(
  policy: KeyPolicy | null | undefined,
): { readonly recipient: string; readonly channel: ChannelName } | undefined {
  const [recipient, another] = policy?.recipients ?? [];
  if (recipient === undefined || another !== undefined) return undefined;
  const [only, second] = policy?.channels ?? [];
  return { recipient, channel: only && !second ? only : impliedChannel(recipient) };
}

/** By its shape alone; the channel itself says whether it fits. */
export function impliedChannel(recipient: string): ChannelName {
  if (/^https:\/\/hooks\.slack\.com\//.test(recipient)) return 'slack';
  if (/^[CDGUW][A-Z0-9]{7,}$/.test(recipient)) return 'slack';
  if (/^-?\d+$/.test(recipient)) return 'telegram';
  return recipient.includes('@') ? 'email' : 'sms';
}
