// Approvers, as the document tells them.
import {
  addApproverSchema,
  approverListSchema,
  approverQuerySchema,
  approverSchema,
} from '../approvers.ts';
import type { Operation } from './operation.ts';

const approver = {
  approver_id: 'apr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8a31',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  slack: null,
  created_at: '2026-05-08T14:00:00.000Z',
};

export const approverOperations: readonly Operation[] = [
  {
    id: 'listApprovers',
    method: 'get',
    path: '/v1/approvers',
    tag: 'Approvers',
    access: 'admin|session',
    summary: 'List approvers',
    description: 'Newest first. A key sees the approvers of its own mode.',
    query: approverQuerySchema,
    answers: {
      200: {
        description: 'A page.',
        schema: approverListSchema,
        example: { data: [approver], next_cursor: null },
      },
    },
  },
  {
    id: 'addApprover',
    method: 'post',
    path: '/v1/approvers',
    tag: 'Approvers',
    access: 'admin|session',
    summary: 'Add an approver',
    description:
      'Every `POST /api/pause` asks all of them at once. Give `email`, or `slack` instead. An address is an approver once.',
    body: {
      schema: addApproverSchema,
      examples: {
        email: {
          summary: 'By e-mail',
          value: { name: 'Grace Hopper', email: 'grace@example.com' },
        },
        slack: { summary: 'In a Slack channel', value: { name: 'Finance', slack: 'C0123456789' } },
      },
    },
    answers: { 201: { description: 'The approver.', schema: approverSchema, example: approver } },
    problems: ['approver_limit_reached', 'channel_not_in_plan', 'invalid_recipient'],
  },
  {
    id: 'removeApprover',
    method: 'delete',
    path: '/v1/approvers/{id}',
    tag: 'Approvers',
    access: 'admin|session',
    summary: 'Remove an approver',
    description: 'Asked no more from now on. What already asks them stays as it is.',
    answers: { 204: { description: 'Removed.' } },
  },
];
