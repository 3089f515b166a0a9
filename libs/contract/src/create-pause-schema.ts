// What the body of `POST /v1/pause` may carry.
import { requirements, risks } from '@pausepoint/core';
import { z } from 'zod';
import { contextJsonSchema } from './context.ts';
import { label, text } from './fields.ts';
import { recipientFields } from './recipients-schema.ts';

export const createPauseSchema = z
  .strictObject({
    ...recipientFields,
    message: text(1, 2_000).meta({
      description: 'The question, as the human reads it.',
      example: 'Wire $8,400 to Meridian?',
    }),
    options: z
      .array(label(80))
      .min(2)
      .max(5)
      .meta({
        description: 'The answers to choose from. Labels that look alike are refused.',
        example: ['Approve', 'Reject'],
      }),
    allow_text_response: z.boolean().optional().meta({
      description: 'Let the human add a note.',
      default: false,
    }),
    timeout_hours: z.int().min(1).optional().meta({
      description:
        'Hours until the pause times out, clamped to the longest allowed: `expires_at` in the answer is the truth.',
      default: 24,
      example: 4,
    }),
    timeout_seconds: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'The same in seconds; give one of the two.' }),
    timeout_default: z.string().nullable().optional().meta({
      description: 'One of `options`: the choice recorded when nobody answers. Null: none.',
      default: null,
      example: 'Reject',
    }),
    risk: z.enum(risks).optional().meta({
      description:
        'How much a wrong answer would cost. `high`: the human presses and holds, on the page; no button or reply inside a message answers, nor does the JSON twin.',
      default: 'normal',
    }),
    require: z.enum(requirements).optional().meta({
      description:
        'What must be known of whoever answers. `link`: whoever holds a recipient’s link is that recipient. `code`: they also type six digits that are sent to the recipient for it. `signed_in`: they sign in to the dashboard, as a member of your team whose e-mail address it is, or for whom you linked the approver (e-mail and Slack only). `passkey`: they also confirm with a passkey of theirs. Each of these answers on the page only, and not by your own link; `decision.identified_by` says it.',
      default: 'link',
    }),
    undo_seconds: z.int().min(0).max(60).optional().meta({
      description:
        'How long the human may take an answer back. The pause stays `pending` meanwhile, with `settles_at`, and webhooks and waits hear of it only then; it never takes longer than `expires_at`. A cancel still wins.',
      default: 0,
      example: 10,
    }),
    metadata: z
      .unknown()
      .optional()
      .meta({
        description: 'Yours: comes back as the same JSON text in every answer and webhook.',
        override: { type: ['object', 'null'], additionalProperties: true, default: null },
        example: { agent_run_id: 'run_abc123', amount_usd: 8400 },
      }),
    context: z
      .unknown()
      .optional()
      .meta({
        description:
          'Facts shown to the human apart from the message, in the order given: an object, or a list of `{label, value, kind?}`.',
        override: contextJsonSchema,
        example: { Payee: 'Meridian Supplies', Amount: '$8,400' },
      }),
    webhook_url: z.string().nullable().optional().meta({
      description: 'This pause’s own webhook, signed with your default secret.',
      default: null,
      example: 'https://example.com/hooks/pausepoint',
    }),
    agent: z
      .strictObject({
        name: label(80).optional(),
        run_id: label(200).optional(),
        on_behalf_of: label(120).optional(),
      })
      .nullable()
      .optional()
      .meta({
        description: 'Who asks, as shown to the human.',
        example: { name: 'invoice-agent', run_id: 'run_abc123' },
      }),
  })
  .meta({ id: 'CreatePause' });
