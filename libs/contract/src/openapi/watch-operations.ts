// The second dialect, as the document tells it.
import {
  approveSchema,
  createWatchSchema,
  farthestWatch,
  newWatchSchema,
  watchListSchema,
  watchQuerySchema,
  watchSchema,
} from '../watch-schema.ts';
import type { Operation } from './operation.ts';
import { idempotencyHeader } from './pause-operations.ts';

const watchId = 'wch_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90';
const opened = {
  watchId,
  statusUrl: `https://pausepoint.example/api/pause/${watchId}`,
  status: 'pending',
};
const action = 'Deploy to production (v2.4.1)';
const context = { environment: 'prod', commit: 'a3f9b2e' };
const decided = {
  watchId,
  status: 'approved',
  createdAt: '2026-05-08T14:00:00.000Z',
  resolvedAt: '2026-05-08T14:07:22.000Z',
  comment: null,
  agentContext: { action, context },
};

export const watchOperations: readonly Operation[] = [
  {
    id: 'createWatch',
    method: 'post',
    path: '/api/pause',
    tag: 'Second dialect',
    access: 'agent',
    summary: 'Ask every approver',
    description:
      'All approvers of the key’s mode get a message at once, with the action, the context and Approve / Reject; the first decision wins. With no approver listed the account’s owner is asked by e-mail. E-mail is on every plan here.\n\nThe pause is one like any other: with the same UUID after `psr_` it is at `/v1/pause` too.',
    headers: idempotencyHeader,
    body: {
      schema: createWatchSchema,
      examples: { deploy: { summary: 'A deployment', value: { action, context } } },
    },
    answers: {
      201: {
        description: 'Opened, on disk, and being sent.',
        schema: newWatchSchema,
        example: opened,
        headers: ['Location'],
      },
      200: {
        description: 'Opened by an earlier request with this `Idempotency-Key`: as it stands now.',
        schema: newWatchSchema,
        example: { ...opened, status: 'approved' },
        headers: ['Idempotent-Replayed'],
      },
    },
    problems: [
      'plan_limit_reached',
      'channel_not_in_plan',
      'policy_denied',
      'webhook_url_refused',
      'idempotency_key_reused',
      'personal_data_erased',
      'channel_unavailable',
    ],
  },
  {
    id: 'listWatches',
    method: 'get',
    path: '/api/pause',
    tag: 'Second dialect',
    access: 'agent',
    summary: 'List what was asked this way',
    description: `Newest first. Counted and paged no further than the newest ${farthestWatch}: \`GET /v1/pause\` goes on for ever.`,
    query: watchQuerySchema,
    answers: {
      200: {
        description: 'A page.',
        schema: watchListSchema,
        example: { pauses: [decided], total: 1, limit: 50, offset: 0 },
      },
    },
  },
  {
    id: 'readWatch',
    method: 'get',
    path: '/api/pause/{id}',
    tag: 'Second dialect',
    access: 'agent',
    summary: 'Read one',
    description:
      'Act only on `approved`. `webhookUrl` is sent the same body as soon as it leaves `pending`.',
    answers: { 200: { description: 'As it stands.', schema: watchSchema, example: decided } },
  },
  {
    id: 'decideWatch',
    method: 'post',
    path: '/api/pause/{id}/approve',
    tag: 'Second dialect',
    access: 'decider',
    summary: 'Decide, signed in',
    description:
      'For whoever was asked, and for owners: by the dashboard’s session only, never with an API key. Recorded as `signed_in`.',
    body: {
      schema: approveSchema,
      examples: {
        approve: { summary: 'Yes', value: { decision: 'approved', comment: 'Go ahead.' } },
      },
    },
    answers: {
      200: {
        description: 'Recorded.',
        schema: watchSchema,
        example: { ...decided, comment: 'Go ahead.' },
      },
    },
    problems: ['page_required', 'already_settled'],
  },
];
