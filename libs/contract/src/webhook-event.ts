// The body of a webhook, as receivers may rely on it.
import { webhookEventTypes, webhookTest } from '@pausepoint/core';
import { z } from 'zod';
import { id, instant } from './fields.ts';
import { decision, mode, status } from './pause.ts';

const type = z.enum(webhookEventTypes);

export const webhookEventSchema = z
  .object({
    id: id('event').meta({ description: 'The same on every try: remember it to act only once.' }),
    type,
    event: type.meta({ description: 'The same as `type`.' }),
    mode,
    pause_id: id('pause'),
    developer_id: id('developer'),
    timestamp: instant.meta({ description: 'When it happened.' }),
    data: z.object({
      status,
      choice: z.string().nullable(),
      text: z.string().nullable(),
      response_at: instant.nullable(),
      human_decided: z
        .boolean()
        .meta({ description: 'True only when a human answered. A timeout never counts as one.' }),
      decision: decision.nullable(),
      metadata: z.record(z.string(), z.unknown()).nullable(),
      content_digest: z.string(),
    }),
  })
  .meta({ id: 'WebhookEvent' });

export const webhookTestSchema = z
  .object({
    id: id('event'),
    type: z.literal(webhookTest),
    event: z.literal(webhookTest),
    mode,
    pause_id: z.null(),
    developer_id: id('developer'),
    timestamp: instant,
    data: z.object({ webhook_id: id('webhook') }),
  })
  .meta({ id: 'WebhookTest', description: 'What a test sends; it is never among `events`.' });
