// Sandbox and health, as the document tells them.
import { z } from 'zod';
import { pageQuerySchema } from '../queries.ts';
import { sandboxListSchema } from '../sandbox.ts';
import { examples } from './examples.ts';
import type { Operation } from './operation.ts';

const healthSchema = z
  .looseObject({ status: z.string() })
  .meta({ id: 'Health', description: 'What was checked, and how it went.' });

export const otherOperations: readonly Operation[] = [
  {
    id: 'erasePersonalData',
    method: 'delete',
    path: '/v1/pause/{id}/personal-data',
    tag: 'Pauses',
    access: 'admin',
    summary: 'Erase what is personal',
    description:
      'Destroys the key under which the pause’s message, context, agent, recipients and the answer’s text, user and proof are sealed: nobody can read them again. What was decided, when and how stays, and every proof still verifies: the audit log holds commitments. What is still to be sent is not; webhooks are not sent again. `metadata`, `options` and `run_id` stay readable: put nothing personal in them. 204 again if it was erased before. Every server has heard of it a second later. It does not reach what left before: webhooks and exports you keep, messages sent, and backups of the database, which hold the key until they are deleted.',
    answers: { 204: { description: 'Erased.' } },
    problems: ['not_settled'],
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
