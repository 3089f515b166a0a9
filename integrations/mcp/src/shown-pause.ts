// A pause as a model is shown it: an answer nobody gave can't be read as one.
import type { Pause } from 'pausepoint';
import { z } from 'zod';
import { toolSchema } from './tool-schema.ts';

const recipient = z.object({
  name: z.string().nullable(),
  channel: z.string(),
  recipient: z.string().nullable().describe('Masked; null once erased.'),
  after_seconds: z.int().min(0).describe('More than 0: a fallback, asked that long after.'),
  notification: z.object({
    status: z
      .string()
      .describe(
        '`sent` or `delivered`: the message is out; `failed`: it will not arrive; `sandboxed`: kept in the inbox of a PausePoint that sends nothing.',
      ),
    last_error: z.string().optional(),
  }),
});

export const shownPauseSchema = z.object({
  pause_id: z.string(),
  status: z
    .enum(['pending', 'responded', 'timed_out', 'cancelled'])
    .describe('Only `responded` is a human’s answer. Keep polling while it is `pending`.'),
  human_decided: z.boolean().describe('True only when a human answered.'),
  response_choice: z
    .string()
    .nullable()
    .describe('The option the human chose. Null unless a human did.'),
  response_text: z.string().nullable().describe('The note the human added.'),
  applied_default: z
    .string()
    .nullable()
    .describe('What was noted because nobody answered. No human chose it: not an approval.'),
  undeliverable: z
    .boolean()
    .describe('True while nobody can be reached: every message has failed for good.'),
  message: z.string().nullable(),
  options: z.array(z.string()),
  created_at: z.string(),
  expires_at: z.string().describe('From this instant on nobody can answer.'),
  settles_at: z
    .string()
    .nullable()
    .describe('Somebody has answered and may take it back until then; null otherwise.'),
  response_at: z.string().nullable(),
  resolved_at: z.string().nullable(),
  decision: z
    .object({
      via: z.string(),
      identified_by: z.string().describe('What is known of who answered.'),
      recipient_index: z.int().nullable(),
    })
    .nullable(),
  recipients: z.array(recipient),
  agent: z
    .object({
      name: z.string().optional(),
      run_id: z.string().optional(),
      on_behalf_of: z.string().optional(),
    })
    .nullable(),
  respond_url: z
    .string()
    .optional()
    .describe('Only for channel `link`: hand it to the human, and never open it yourself.'),
});

/** With what it means in words first. */
export const toldPauseSchema = toolSchema(
  z.object({ what_now: z.string(), ...shownPauseSchema.shape }),
);

export type ShownPause = z.output<typeof shownPauseSchema>;

export function showPause(pause: Pause): ShownPause {
  const { status, response_choice: choice, decision, recipients } = pause;
  const answered = status === 'responded' && pause.human_decided;
  return {
    pause_id: pause.pause_id,
    status,
    human_decided: answered,
    response_choice: answered ? choice : null,
    response_text: answered ? pause.response_text : null,
    applied_default: answered ? null : choice,
    undeliverable: pause.undeliverable,
    message: pause.message,
    options: pause.options,
    created_at: pause.created_at,
    expires_at: pause.expires_at,
    settles_at: pause.settles_at,
    response_at: pause.response_at,
    resolved_at: pause.resolved_at,
    decision: decision && {
      via: decision.via,
      identified_by: decision.identified_by,
      recipient_index: decision.recipient_index,
    },
    recipients: recipients.map(({ name, channel, recipient, after_seconds, notification }) => ({
      ...{ name, channel, recipient, after_seconds },
      notification: {
        status: notification.status,
        ...(notification.last_error !== undefined && { last_error: notification.last_error }),
      },
    })),
    agent: pause.agent,
    // Whoever holds the link may answer there: a model gets it only where that is the whole point.
    ...(pause.channel === 'link' && status === 'pending' && { respond_url: pause.respond_url }),
  };
}
