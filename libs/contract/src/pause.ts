// A pause as every endpoint answers it.
import {
  channelNames,
  factKinds,
  modes,
  pauseStatuses,
  requirements,
  risks,
} from '@pausepoint/core';
import { z } from 'zod';
import { id, instant } from './fields.ts';

export const notificationStatuses = [
  'queued',
  'sending',
  'maybe_sent',
  'sent',
  'delivered',
  'failed',
  'sandboxed',
] as const;

const jsonObject = z.record(z.string(), z.unknown());

export const status = z.enum(pauseStatuses).meta({
  id: 'PauseStatus',
  description:
    '`pending` until it is settled, then `responded`, `timed_out` or `cancelled`, once and for ever.',
});

export const mode = z
  .enum(modes)
  .meta({ description: 'The world this belongs to, as the key that made it.' });

export const agent = z
  .object({
    name: z.string().optional(),
    run_id: z.string().optional(),
    on_behalf_of: z.string().optional(),
  })
  .meta({ description: 'Who asked, as shown to the human.' });

export const fact = z
  .object({
    label: z.string(),
    value: z.unknown().meta({ description: 'Any JSON value.' }),
    kind: z.enum(factKinds).optional(),
  })
  .meta({ id: 'Fact', description: 'One labelled fact, shown apart from the agent’s own words.' });

export const notification = z
  .object({
    status: z.enum(notificationStatuses),
    attempts: z.int().min(0),
    last_error: z.string().optional(),
    at: instant,
  })
  .meta({
    id: 'Notification',
    description:
      'How far the question to this human has got. `queued` may mean later: a fallback waits for its time. `sent`: handed to the vendor; `maybe_sent`: its answer was lost, so nobody knows yet; `delivered`, `failed`: the last word, and `failed` too when the pause was settled before it was this one’s turn (`last_error` says so); `sandboxed`: kept here instead. For channel `link` it is `sent` from the start.',
  });

export const decision = z
  .object({
    via: z.enum(['page', 'api', 'slack', 'telegram', 'sms', 'dashboard']),
    identified_by: z
      .enum([
        'link',
        'caller_link',
        'code',
        'passkey',
        'signed_in',
        'phone_number',
        'slack_user',
        'telegram_user',
      ])
      .meta({
        description:
          'What is known of who answered. `link`: who held a recipient’s link; `caller_link`: who held yours; `phone_number`: a reply from that number; `slack_user`, `telegram_user`: the user with `user_id`, as the vendor vouches.',
      }),
    recipient_index: z
      .int()
      .nullable()
      .meta({ description: 'Which of `recipients` answered; null by your own link.' }),
    user_id: z.string().optional().meta({
      description: 'The vendor’s id of who answered; only where a vendor vouches for one.',
      example: 'U02ADA',
    }),
  })
  .meta({ id: 'Decision', description: 'How the human’s answer came.' });

const pauseRecipient = z
  .object({
    index: z.int().min(0),
    name: z.string().nullable(),
    channel: z.enum(channelNames),
    recipient: z
      .string()
      .nullable()
      .meta({ description: 'Masked; null once erased.', example: '+1•••••1928' }),
    after_seconds: z.int().min(0).meta({
      description:
        '0: asked at once. More: a fallback, asked that long after `created_at`, or when a message before failed for good.',
    }),
    notification,
  })
  .meta({ id: 'PauseRecipient' });

export const pauseSchema = z
  .object({
    pause_id: id('pause'),
    status,
    mode,
    respond_url: z.string().meta({
      description:
        'Your own link to the question. It answers only while delivery is sandboxed (test keys, local mode) and for channel `link`; once a real message has left it is view-only. Each recipient has another link.',
    }),
    created_at: instant,
    expires_at: instant.meta({
      description: 'From this instant on nobody can answer and every reader sees `timed_out`.',
    }),
    developer_name: z.string(),
    agent: agent.nullable(),
    message: z.string().nullable().meta({ description: 'Null once erased.' }),
    context: z.array(fact).nullable().meta({ description: 'In list form, in the order given.' }),
    options: z.array(z.string()),
    allow_text_response: z.boolean(),
    timeout_default: z.string().nullable(),
    risk: z.enum(risks),
    require: z.enum(requirements),
    undo_seconds: z.int().min(0).max(60),
    settles_at: instant.nullable().meta({
      description:
        'Somebody has answered and may still take it back: the answer becomes final then. Null unless that is so.',
    }),
    metadata: jsonObject.nullable().meta({ description: 'Yours, as the same JSON text.' }),
    content_digest: z.string().meta({
      description:
        '`sha256:` and the hex SHA-256 of the RFC 8785 canonical JSON of `{v:1, salt, developer_name, agent, message, context, options, allow_text_response, timeout_default, expires_at}`: exactly what the human is shown.',
    }),
    digest_salt: z.string().nullable().meta({ description: 'Null once erased.' }),
    response_choice: z.string().nullable().meta({
      description:
        'The human’s choice. After a timeout: `timeout_default` or null, see `human_decided`.',
    }),
    response_text: z.string().nullable(),
    response_at: instant
      .nullable()
      .meta({ description: 'When the human answered. Null unless a human did.' }),
    resolved_at: instant.nullable().meta({ description: 'When the pause left `pending`.' }),
    human_decided: z.boolean().meta({
      description: 'True only when a human answered. A timeout never counts as one.',
    }),
    decision: decision.nullable(),
    recipients: z.array(pauseRecipient).meta({
      description: 'Whom the pause asks: at once, then the fallbacks.',
    }),
    recipient: z.string().nullable().meta({ description: 'The first recipient’s, masked.' }),
    channel: z.enum(channelNames).nullable().meta({ description: 'The first recipient’s.' }),
    notification: notification.nullable().meta({ description: 'The first recipient’s.' }),
    undeliverable: z.boolean().meta({
      description:
        'True while nobody can be reached any more: every message, fallbacks included, has failed for good. The pause stays open until its deadline or your cancel. Never for channel `link` or where delivery is sandboxed.',
    }),
    personal_data_erased_at: instant.nullable().meta({
      description: 'When the personal data was erased; null as a rule.',
    }),
  })
  .meta({ id: 'Pause', description: 'A question to a human, and what became of it.' });

export const pauseListSchema = z
  .object({
    data: z.array(pauseSchema),
    next_cursor: z
      .string()
      .nullable()
      .meta({ description: 'Give it as `cursor` for the next page; null on the last.' }),
  })
  .meta({ id: 'PauseList' });
