// Pauses and their answers, as the document tells them.
import { z } from 'zod';
import { createPauseSchema } from '../create-pause-schema.ts';
import { eventPageSchema, eventQuerySchema } from '../event-feed.ts';
import { pauseListSchema, pauseSchema } from '../pause.ts';
import { pauseQuerySchema, waitQuerySchema } from '../queries.ts';
import { answeredSchema, answerSchema, heldSchema, questionSchema } from '../respond.ts';
import { examples } from './examples.ts';
import type { Operation } from './operation.ts';

export const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().max(255).optional().meta({
    description:
      'Any text of yours, per developer and mode. The same key and body answers 200 with the first pause as it stands now and sends nothing. Empty counts as absent.',
    example: 'run_abc123-step-4',
  }),
});

const conditionalHeader = z.object({
  'If-None-Match': z.string().optional().meta({
    description: 'An `ETag` you hold: 304 when nothing changed, compared after the wait.',
  }),
});

export const pauseOperations: readonly Operation[] = [
  {
    id: 'createPause',
    method: 'post',
    path: '/v1/pause',
    tag: 'Pauses',
    access: 'agent',
    summary: 'Ask a human',
    description:
      'Opens a pause and answers at once; the human is messaged in the background. `201` means that the pause, its audit event and the intent to notify are on disk.\n\nAsk one person (`recipient`, `channel`) or several at once (`recipients`): each gets a link of their own, the first answer decides and the others’ messages or links show it. `remind_after_seconds` nudges, `fallback` asks somebody else; both end with the pause.\n\nWith an `Idempotency-Key` a retry can never ask twice.',
    headers: idempotencyHeader,
    body: {
      schema: createPauseSchema,
      examples: {
        sms: {
          summary: 'By SMS',
          value: {
            recipient: '+1 (312) 847-1928',
            channel: 'sms',
            message: 'Wire $8,400 to Meridian?',
            options: ['Approve', 'Reject'],
            timeout_hours: 4,
            timeout_default: 'Reject',
          },
        },
        email: {
          summary: 'By e-mail, with facts and a note',
          value: {
            recipient: 'cfo@company.com',
            channel: 'email',
            message: 'The sales agent has drafted a campaign email to 200 leads. Send it?',
            options: ['Send it', 'Edit first', 'Cancel'],
            allow_text_response: true,
            context: { Audience: 'Leads, EMEA', Recipients: 200 },
            metadata: { campaign: 'spring-26' },
          },
        },
        slack: {
          summary: 'By Slack',
          value: {
            recipient: 'https://hooks.slack.com/services/T000/B000/XXXX',
            channel: 'slack',
            message: 'Delete 14,000 stale user records from the test environment?',
            options: ['Delete', 'Keep', 'Ask me tomorrow'],
            timeout_hours: 8,
          },
        },
        several: {
          summary: 'Two people at once, a reminder, then somebody else by phone',
          value: {
            recipients: [
              { recipient: 'cfo@company.com', channel: 'email', name: 'Ada' },
              { recipient: '+1 (312) 847-1928', channel: 'sms', name: 'Grace' },
            ],
            decide_by: 'first',
            remind_after_seconds: 900,
            fallback: [{ after_seconds: 1_800, recipient: '+1 (312) 847-1929', channel: 'sms' }],
            message: 'Wire $8,400 to Meridian?',
            options: ['Approve', 'Reject'],
            timeout_hours: 4,
            timeout_default: 'Reject',
            risk: 'high',
          },
        },
        link: {
          summary: 'By a link you hand over yourself',
          value: {
            recipient: 'whoever is at the front desk',
            channel: 'link',
            message: 'Let the courier in?',
            options: ['Open', 'Leave shut'],
            timeout_seconds: 300,
          },
        },
      },
    },
    answers: {
      200: {
        description: 'A replay: the pause this `Idempotency-Key` opened, as it stands now.',
        schema: pauseSchema,
        example: examples.responded,
        headers: ['Idempotent-Replayed'],
      },
      201: {
        description: 'The pause is open.',
        schema: pauseSchema,
        example: examples.created,
        headers: ['Location'],
      },
    },
    problems: [
      'plan_limit_reached',
      'channel_not_in_plan',
      'policy_denied',
      'invalid_recipient',
      'idempotency_key_reused',
      'webhook_url_refused',
      'channel_unavailable',
    ],
  },
  {
    id: 'listPauses',
    method: 'get',
    path: '/v1/pause',
    tag: 'Pauses',
    access: 'agent',
    summary: 'List pauses',
    description: 'Newest first, of the key’s own mode.',
    query: pauseQuerySchema,
    answers: { 200: { description: 'A page.', schema: pauseListSchema, example: examples.list } },
  },
  {
    id: 'getPause',
    method: 'get',
    path: '/v1/pause/{id}',
    tag: 'Pauses',
    access: 'agent',
    summary: 'Read a pause, or wait for its answer',
    description:
      'With `?wait=55` the answer is held until the pause leaves `pending` or the seconds pass: within milliseconds of the decision, without a public address of yours. Repeat while `status` is `pending`; stop on anything else.\n\nNews that nobody can be reached ends the waiting too: look at `undeliverable`. A pause that already was so is held for five seconds at most.\n\n`human_decided` is true only when a human answered. After a timeout `response_choice` is your `timeout_default` or null: nobody agreed.\n\n`recipients` tells how far each message has got; `recipient`, `channel` and `notification` are the first one’s.',
    query: waitQuerySchema,
    headers: conditionalHeader,
    answers: {
      200: {
        description: 'The pause, settled or not.',
        schema: pauseSchema,
        example: examples.several,
        headers: ['ETag', 'X-PausePoint-Checkpoint'],
      },
      304: {
        description: 'It is as your `If-None-Match` says.',
        headers: ['ETag', 'X-PausePoint-Checkpoint'],
      },
    },
  },
  {
    id: 'cancelPause',
    method: 'delete',
    path: '/v1/pause/{id}',
    tag: 'Pauses',
    access: 'agent',
    summary: 'Withdraw the question',
    description: 'The links stop working. 200 again if it was already cancelled.',
    answers: {
      200: {
        description: 'The cancelled pause.',
        schema: pauseSchema,
        example: examples.cancelled,
      },
    },
    problems: ['already_settled'],
  },
  {
    id: 'listEvents',
    method: 'get',
    path: '/v1/events',
    tag: 'Pauses',
    access: 'agent',
    summary: 'Read, or wait for, what webhooks carry',
    description:
      'One poll for any number of pauses, without a public address of yours: the same envelopes as webhooks, of the key’s mode, in the order they were committed. Keep `next_cursor` and give it as `after` next time: nothing is skipped and nothing told twice, however long you stay away. With `?wait=55` an empty page is held until something happens or the seconds pass.\n\nBegin with `after=latest` to hear only what is yet to happen; without `after` the feed begins with the oldest event.',
    query: eventQuerySchema,
    answers: {
      200: {
        description: 'A page, empty when nothing has happened since.',
        schema: eventPageSchema,
        example: examples.events,
      },
    },
  },
  {
    id: 'getQuestion',
    method: 'get',
    path: '/v1/respond/{token}',
    tag: 'Answering',
    access: 'link',
    summary: 'Show the question behind a link',
    description: 'The JSON twin of the page a human sees. Reading never settles anything.',
    answers: {
      200: { description: 'The question.', schema: questionSchema, example: examples.question },
    },
    problems: ['respond_link_invalid', 'respond_link_used', 'deadline_passed', 'pause_cancelled'],
  },
  {
    id: 'answerQuestion',
    method: 'post',
    path: '/v1/respond/{token}',
    tag: 'Answering',
    access: 'link',
    summary: 'Answer the question behind a link',
    description:
      'Decides, once. Recorded as `via: "api"`. The caller’s own `respond_url` answers only while delivery is sandboxed, or for channel `link`: whoever asks cannot answer. With `risk: "high"`, or a `require` other than `link`, only the page answers (`page_required`). With `undo_seconds` the answer is 202: it becomes final at `settles_at`, unless it is taken back on the page or the pause is cancelled before.',
    body: {
      schema: answerSchema,
      examples: { approve: { summary: 'Approve', value: { choice: 'Approve' } } },
    },
    answers: {
      200: { description: 'Recorded.', schema: answeredSchema, example: examples.answered },
      202: {
        description: 'Recorded, and not final yet.',
        schema: heldSchema,
        example: examples.held,
      },
    },
    problems: [
      'respond_link_view_only',
      'page_required',
      'respond_link_invalid',
      'respond_link_used',
      'deadline_passed',
      'pause_cancelled',
      'option_not_offered',
    ],
  },
];
