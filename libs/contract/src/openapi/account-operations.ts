// Accounts and keys, as the document tells them.
import { loginSchema, meSchema, registeredSchema, registerSchema } from '../auth.ts';
import { createKeySchema, keyListSchema, newKeySchema, rotateKeySchema } from '../keys.ts';
import { keyQuerySchema } from '../queries.ts';
import { examples } from './examples.ts';
import type { Operation } from './operation.ts';

const credentials = { email: 'you@example.com', password: 'correct horse battery' };

export const accountOperations: readonly Operation[] = [
  {
    id: 'register',
    method: 'post',
    path: '/v1/auth/register',
    tag: 'Accounts',
    access: 'nobody',
    summary: 'Register and get your API keys',
    description:
      'Answers with a live and a test key, shown this once. Where sign-up is closed, 403; the first account of a public server needs the `setup_token` from its log.',
    body: {
      schema: registerSchema,
      examples: {
        account: { summary: 'An account', value: { ...credentials, name: 'Acme Corp' } },
      },
    },
    answers: {
      201: {
        description: 'The account and its keys.',
        schema: registeredSchema,
        example: {
          developer_id: 'dev_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8a01',
          api_key: `pp_live_${'x'.repeat(48)}`,
          test_api_key: `pp_test_${'x'.repeat(48)}`,
          plan: 'free',
          message: 'Save your API keys — they will not be shown again.',
        },
      },
    },
    problems: ['sign_up_closed', 'request_forged', 'email_taken'],
  },
  {
    id: 'login',
    method: 'post',
    path: '/v1/auth/login',
    tag: 'Accounts',
    access: 'nobody',
    summary: 'Sign in to the dashboard',
    description: 'Sets the session cookie. Unknown e-mail and wrong password answer alike.',
    body: { schema: loginSchema, examples: { login: { summary: 'Sign in', value: credentials } } },
    answers: { 204: { description: 'Signed in.', headers: ['Set-Cookie'] } },
    problems: ['credentials_invalid', 'request_forged'],
  },
  {
    id: 'logout',
    method: 'post',
    path: '/v1/auth/logout',
    tag: 'Accounts',
    access: 'nobody',
    summary: 'Sign out',
    description: 'Ends the session and clears its cookie.',
    answers: { 204: { description: 'Signed out.', headers: ['Set-Cookie'] } },
    problems: ['request_forged'],
  },
  {
    id: 'getMe',
    method: 'get',
    path: '/v1/auth/me',
    tag: 'Accounts',
    access: 'agent|person',
    summary: 'Who am I',
    description: 'The cheap call to test a credential with.',
    answers: {
      200: {
        description: 'The account behind the key or session.',
        schema: meSchema,
        example: {
          developer_id: 'dev_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8a01',
          email: 'you@example.com',
          name: 'Acme Corp',
          plan: 'free',
          mode: 'live',
          role: 'admin',
          limits: null,
          usage: { period: '2026-05', pauses: 12 },
          created_at: '2026-05-08T14:00:00.000Z',
        },
      },
    },
  },
  {
    id: 'listKeys',
    method: 'get',
    path: '/v1/keys',
    tag: 'Keys',
    access: 'admin|session',
    summary: 'List API keys',
    description: 'Newest first, never their secrets. A key sees the keys of its own mode.',
    query: keyQuerySchema,
    answers: {
      200: { description: 'A page.', schema: keyListSchema, example: examples.keyList },
    },
  },
  {
    id: 'createKey',
    method: 'post',
    path: '/v1/keys',
    tag: 'Keys',
    access: 'admin|session',
    summary: 'Make an API key',
    description:
      'Give agents a key of role `agent`, with a policy that says whom they may ask: it can then do no more than ask.',
    body: {
      schema: createKeySchema,
      examples: {
        agent: {
          summary: 'For one agent that may ask one person',
          value: {
            name: 'invoice-agent',
            role: 'agent',
            policy: { recipients: ['+13128471928'], channels: ['sms'] },
          },
        },
      },
    },
    answers: {
      201: {
        description: 'The key; its secret is shown this once.',
        schema: newKeySchema,
        example: examples.newKey,
      },
    },
  },
  {
    id: 'revokeKey',
    method: 'delete',
    path: '/v1/keys/{id}',
    tag: 'Keys',
    access: 'admin|session',
    summary: 'Revoke an API key',
    description: 'Refused on every instance within a second.',
    answers: { 204: { description: 'Revoked.' } },
  },
  {
    id: 'rotateKey',
    method: 'post',
    path: '/v1/keys/{id}/rotate',
    tag: 'Keys',
    access: 'admin|session',
    summary: 'Replace an API key',
    description: 'Makes a new key like it; the old one ends after `overlap_hours`.',
    body: {
      schema: rotateKeySchema,
      optional: true,
      examples: { soon: { summary: 'The old key ends in an hour', value: { overlap_hours: 1 } } },
    },
    answers: {
      201: {
        description: 'The new key; its secret is shown this once.',
        schema: newKeySchema,
        example: examples.newKey,
      },
    },
  },
];
