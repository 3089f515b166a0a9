// Webhooks, audit, sandbox and health, as the document tells them.
import { z } from 'zod';
import { auditListSchema } from '../audit.ts';
import { auditQuerySchema, pageQuerySchema } from '../queries.ts';
import { sandboxListSchema } from '../sandbox.ts';
import {
  defaultSecretSchema,
  newWebhookSchema,
  registerWebhookSchema,
  webhookListSchema,
  webhookSchema,
} from '../webhooks.ts';
import { examples } from './examples.ts';
import type { Operation } from './operation.ts';

const secretAnswer = {
  description: 'The secret in use.',
  schema: defaultSecretSchema,
  example: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
} as const;

const healthSchema = z
  .looseObject({ status: z.string() })
  .meta({ id: 'Health', description: 'What was checked, and how it went.' });

export const otherOperations: readonly Operation[] = [
  {
    id: 'createWebhook',
    method: 'post',
    path: '/v1/webhooks',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'Register a webhook endpoint',
    description:
      'We POST to it whenever one of `events` happens to a pause of the key’s mode, at least once, with the same id and bytes on every try. Answer 2xx within 15 s.',
    body: {
      schema: registerWebhookSchema,
      examples: {
        endpoint: {
          summary: 'With a secret of your own',
          value: {
            url: 'https://example.com/hooks/pausepoint',
            events: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
            secret: 'your-webhook-secret',
          },
        },
      },
    },
    answers: {
      201: {
        description: 'The endpoint, with its secret if we made it.',
        schema: newWebhookSchema,
        example: examples.newWebhook,
      },
    },
    problems: ['webhook_url_refused'],
  },
  {
    id: 'listWebhooks',
    method: 'get',
    path: '/v1/webhooks',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'List webhook endpoints',
    description: 'Of the key’s mode, newest first.',
    query: pageQuerySchema,
    answers: {
      200: { description: 'A page.', schema: webhookListSchema, example: examples.webhookList },
    },
  },
  {
    id: 'getWebhook',
    method: 'get',
    path: '/v1/webhooks/{id}',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'Read a webhook endpoint',
    description: 'Never its secret.',
    answers: {
      200: {
        description: 'The endpoint.',
        schema: webhookSchema,
        example: examples.webhookEndpoint,
      },
    },
  },
  {
    id: 'deleteWebhook',
    method: 'delete',
    path: '/v1/webhooks/{id}',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'Delete a webhook endpoint',
    description: 'Nothing more is sent to it.',
    answers: { 204: { description: 'Deleted.' } },
  },
  {
    id: 'getDefaultSecret',
    method: 'get',
    path: '/v1/webhooks/default-secret',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'The secret of per-pause webhooks',
    description: 'A pause’s own `webhook_url` is signed with it. One for each mode.',
    answers: { 200: secretAnswer },
  },
  {
    id: 'rotateDefaultSecret',
    method: 'post',
    path: '/v1/webhooks/default-secret/rotate',
    tag: 'Webhooks',
    access: 'admin',
    summary: 'Replace the secret of per-pause webhooks',
    description: 'The old one keeps signing beside the new one for 24 hours.',
    answers: { 200: { ...secretAnswer, description: 'The new secret.' } },
  },
  {
    id: 'queryAudit',
    method: 'get',
    path: '/v1/audit',
    tag: 'Audit',
    access: 'admin',
    summary: 'Query the audit log',
    description:
      'Everything that happened, append-only: who, what, when. Recipients are masked; keys, tokens and secrets never appear.',
    query: auditQuerySchema,
    answers: { 200: { description: 'A page.', schema: auditListSchema, example: examples.audit } },
  },
  {
    id: 'listSandboxMessages',
    method: 'get',
    path: '/v1/sandbox/messages',
    tag: 'Sandbox',
    access: 'admin',
    summary: 'What would have been sent',
    description:
      'With a test key, or on a local server, no message leaves the building: it is kept here instead, link and all.',
    query: pageQuerySchema,
    answers: {
      200: { description: 'A page.', schema: sandboxListSchema, example: examples.messages },
    },
  },
  {
    id: 'live',
    method: 'get',
    path: '/livez',
    tag: 'Operating',
    access: 'nobody',
    summary: 'Is the process alive',
    description: 'Asks nothing else: restart the process when this fails.',
    answers: { 200: { description: 'It is.', schema: healthSchema, example: { status: 'ok' } } },
  },
  {
    id: 'ready',
    method: 'get',
    path: '/readyz',
    tag: 'Operating',
    access: 'nobody',
    summary: 'Can it serve',
    description: 'Database, migrations, the worker’s heartbeat and the oldest due item.',
    answers: {
      200: { description: 'It can.', schema: healthSchema, example: { status: 'ok' } },
      503: {
        description: 'Not now.',
        schema: healthSchema,
        example: { status: 'unavailable' },
        headers: ['Retry-After'],
      },
    },
  },
];
