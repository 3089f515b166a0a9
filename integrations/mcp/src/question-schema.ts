// What a model may ask: the body of `POST /v1/pause` as a tool's arguments.
import { z } from 'zod';

const channel = z.enum(['sms', 'email', 'slack', 'telegram', 'whatsapp', 'link']);
const recipient = z.string().min(1).max(2_000);
/** No pause lasts longer. */
const seconds = z
  .int()
  .min(1)
  .max(30 * 24 * 60 * 60);

export const questionSchema = z.strictObject({
  recipient: recipient
    .optional()
    .describe(
      'Whom to ask. sms, whatsapp: a phone number with its country code, as the user wrote it ("+1 (312) 847-1928"); email: one address; slack: an incoming webhook URL, or the id of a channel or user; telegram: a chat id; link: whom the link is for. May be left out where the API key allows exactly one recipient.',
    ),
  channel: channel
    .optional()
    .describe(
      'How to reach the recipient; goes with `recipient`. Use the one the user named. `link`: nothing is sent, the user hands the link over.',
    ),
  recipients: z
    .array(
      z.strictObject({
        recipient,
        channel,
        name: z.string().min(1).max(80).nullable().optional(),
      }),
    )
    .min(1)
    .max(10)
    .optional()
    .describe('Instead of `recipient` and `channel`: up to ten at once, the first answer decides.'),
  message: z
    .string()
    .min(1)
    .max(2_000)
    .describe('The question: exactly what will happen when they agree, with amounts and names.'),
  options: z
    .array(z.string().min(1).max(80))
    .min(2)
    .max(5)
    .describe('The answers to choose from, e.g. ["Approve", "Reject"].'),
  timeout_hours: z
    .int()
    .min(1)
    .optional()
    .describe('Hours until nobody can answer any more. Default 24.'),
  timeout_seconds: z.int().min(1).optional().describe('The same in seconds; give one of the two.'),
  timeout_default: z
    .string()
    .nullable()
    .optional()
    .describe(
      'One of `options`: what is noted when nobody answers. It never counts as an approval.',
    ),
  context: z
    .union([
      z.record(z.string(), z.unknown()),
      z.array(
        z.strictObject({
          label: z.string().min(1).max(120),
          value: z.unknown(),
          kind: z.enum(['text', 'money', 'count', 'url', 'diff', 'json']).optional(),
        }),
      ),
    ])
    .nullable()
    .optional()
    .describe(
      'The facts to judge by, shown apart from your own words: { "Payee": "Meridian" }, or a list of {label, value, kind}.',
    ),
  allow_text_response: z.boolean().optional().describe('Let the human add a note. Default false.'),
  risk: z
    .enum(['normal', 'high'])
    .optional()
    .describe('`high` where a wrong answer would cost a lot: they press and hold.'),
  require: z
    .enum(['link', 'code', 'signed_in', 'passkey'])
    .optional()
    .describe('How the human must prove who they are. Default `link`.'),
  undo_seconds: z
    .int()
    .min(0)
    .max(60)
    .optional()
    .describe('How long they may take an answer back. Default 0.'),
  remind_after_seconds: seconds.nullable().optional().describe('Reminds them once after so long.'),
  fallback: z
    .array(
      z.strictObject({ after_seconds: seconds, recipient, channel: channel.exclude(['link']) }),
    )
    .max(10)
    .nullable()
    .optional()
    .describe('Who else is asked when nobody has answered by then: only whom the user named.'),
  agent: z
    .strictObject({
      name: z.string().min(1).max(80).optional(),
      run_id: z.string().min(1).max(200).optional(),
      on_behalf_of: z.string().min(1).max(120).optional(),
    })
    .nullable()
    .optional()
    .describe('Who asks, as shown to the human: your name, this run, and for whom you act.'),
  metadata: z
    .record(z.string(), z.unknown())
    .nullable()
    .optional()
    .describe('Yours, for webhooks and the record; no human sees it.'),
});
