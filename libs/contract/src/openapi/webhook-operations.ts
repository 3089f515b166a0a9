// Webhook endpoints and the secrets they are signed with, as the document tells them.
import { pageQuerySchema } from '../queries.ts';
import {
  defaultSecretSchema,
  newWebhookSchema,
  registerWebhookSchema,
  rotateSecretSchema,
  updateWebhookSchema,
  webhookListSchema,
  webhookSchema,
} from '../webhooks.ts';
import type { Operation } from './operation.ts';
import { webhookExamples as examples } from './webhook-examples.ts';

const secretAnswer = {
  description: 'The secret in use.',
  schema: defaultSecretSchema,
  example: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
} as const;

const shared = { tag: 'Webhooks', access: 'admin' } as const;

const endpoints: readonly Operation[] = [
  {
    ...shared,
    id: 'createWebhook',
    method: 'post',
    path: '/v1/webhooks',
    summary: 'Register a webhook endpoint',
    description:
      'We POST to it whenever one of `events` happens to a pause of the key’s mode, at least once, with the same id and bytes on every try. Answer 2xx within 15 s. At most 20 in each mode.',
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
        example: examples.created,
      },
    },
    problems: ['webhook_url_refused'],
  },
  {
    ...shared,
    id: 'listWebhooks',
    method: 'get',
    path: '/v1/webhooks',
    summary: 'List webhook endpoints',
    description: 'Of the key’s mode, newest first.',
    query: pageQuerySchema,
    answers: { 200: { description: 'A page.', schema: webhookListSchema, example: examples.list } },
  },
  {
    ...shared,
    id: 'getWebhook',
    method: 'get',
    path: '/v1/webhooks/{id}',
    summary: 'Read a webhook endpoint',
    description: 'Never its secret.',
    answers: {
      200: { description: 'The endpoint.', schema: webhookSchema, example: examples.endpoint },
    },
  },
  {
    ...shared,
    id: 'updateWebhook',
    method: 'patch',
    path: '/v1/webhooks/{id}',
    summary: 'Change a webhook endpoint',
    description:
      'What is left out stays. `enabled: true` puts a disabled one back to work; what it missed is not sent by itself: see “Send again what died”.',
    body: {
      schema: updateWebhookSchema,
      examples: {
        events: {
          summary: 'Other events',
          value: { events: ['pause.responded', 'pause.notification_failed'] },
        },
        enable: { summary: 'Back to work', value: { enabled: true } },
      },
    },
    answers: {
      200: {
        description: 'The endpoint as it is now.',
        schema: webhookSchema,
        example: examples.endpoint,
      },
    },
    problems: ['webhook_url_refused'],
  },
  {
    ...shared,
    id: 'deleteWebhook',
    method: 'delete',
    path: '/v1/webhooks/{id}',
    summary: 'Delete a webhook endpoint',
    description: 'Nothing more is sent to it.',
    answers: { 204: { description: 'Deleted.' } },
  },
];

const secrets: readonly Operation[] = [
  {
    ...shared,
    id: 'rotateWebhookSecret',
    method: 'post',
    path: '/v1/webhooks/{id}/rotate-secret',
    summary: 'Replace an endpoint’s secret',
    description:
      'The old one keeps signing beside the new one for 24 hours: `webhook-signature` carries both then, `X-PausePoint-Signature` only the new one.',
    body: {
      schema: rotateSecretSchema,
      optional: true,
      examples: {
        own: { summary: 'One of your own', value: { secret: 'your-next-webhook-secret' } },
      },
    },
    answers: {
      200: {
        description: 'The endpoint, with its new secret if we made it.',
        schema: newWebhookSchema,
        example: examples.created,
      },
    },
  },
  {
    ...shared,
    id: 'getDefaultSecret',
    method: 'get',
    path: '/v1/webhooks/default-secret',
    summary: 'The secret of per-pause webhooks',
    description: 'A pause’s own `webhook_url` is signed with it. One for each mode.',
    answers: { 200: secretAnswer },
  },
  {
    ...shared,
    id: 'rotateDefaultSecret',
    method: 'post',
    path: '/v1/webhooks/default-secret/rotate',
    summary: 'Replace the secret of per-pause webhooks',
    description: 'The old one keeps signing beside the new one for 24 hours.',
    answers: { 200: { ...secretAnswer, description: 'The new secret.' } },
  },
];

export const webhookOperations: readonly Operation[] = [...endpoints, ...secrets];
