// How a create names whom to ask, at once and later.
import { channelNames, unlimited } from '@pausepoint/core';
import { z } from 'zod';
import { label, text } from './fields.ts';

const recipient = text(1, 2_000);
const channel = z.enum(channelNames);

/** No pause lasts longer, so nothing could happen later. */
const seconds = z.int().min(1).max(unlimited.longestTimeoutSeconds);

/** Nothing is ever sent to a `link`, so nobody can be asked by one later. */
const sendingChannel = channel.exclude(['link']);

const addressForms =
  'sms, whatsapp: a phone number with its country code, spaces and punctuation allowed; email: one address; slack: an incoming webhook URL, or the id of a channel or user where the server has a Slack app; telegram: a chat id; link: whom you will hand the link to, in your words.';

export const recipientFields = {
  recipient: recipient.optional().meta({
    description: `Whom to ask. ${addressForms} Required, unless \`recipients\` is given or the key’s policy allows exactly one recipient.`,
    example: '+1 (312) 847-1928',
  }),
  channel: channel.optional().meta({
    description:
      'How to reach the recipient. Required like `recipient`. `link`: nothing is sent, you hand over `respond_url` yourself and it may answer; keys of role `agent` need a policy whose `channels` names it.',
    example: 'sms',
  }),
  recipients: z
    .array(
      z.strictObject({
        recipient: recipient.meta({ example: 'cfo@company.com' }),
        channel: channel.meta({ example: 'email' }),
        name: label(80).nullable().optional().meta({
          description: 'What you call them; comes back in `recipients`.',
          example: 'Ada',
        }),
      }),
    )
    .min(1)
    .max(10)
    .optional()
    .meta({
      description:
        'Instead of `recipient` and `channel`: up to ten who are asked at once, nobody twice, and no `link` beside other channels. Each gets a link of their own; the first answer decides.',
    }),
  decide_by: z.literal('first').optional().meta({
    description: 'Whose answer decides when several are asked. `first` is the only rule so far.',
    default: 'first',
  }),
  fallback: z
    .array(
      z.strictObject({
        after_seconds: seconds.meta({
          description: 'How long after the pause was opened; less than its timeout.',
          example: 900,
        }),
        recipient: recipient.meta({ example: '+1 (312) 847-1929' }),
        channel: sendingChannel.meta({ example: 'sms' }),
      }),
    )
    .max(10)
    .nullable()
    .optional()
    .meta({
      description:
        'Who is asked when nobody has answered by then, or at once when a message before has failed for good. Earlier links stay valid.',
      default: null,
    }),
  remind_after_seconds: seconds.nullable().optional().meta({
    description:
      'Seconds after which whoever was asked is reminded once, unless the pause is settled; less than its timeout. Null: nobody is.',
    default: null,
    example: 1_800,
  }),
} as const;
