// The JSON twin of the human's page: the question by token, and the answer.
import { formatId, iso, type Held } from '@pausepoint/core';
import { z } from 'zod';
import { id, instant, text } from './fields.ts';
import type { JsonDocument } from './json/read-json.ts';
import { agent, fact, status } from './pause.ts';
import { outcomeOf, type PresentablePause } from './present-pause.ts';
import { parseBody } from './validate.ts';

export const answerSchema = z
  .strictObject({
    choice: z
      .string()
      .meta({ description: 'One of the question’s `options`, exactly.', example: 'Approve' }),
    text: text(0, 2_000).nullable().optional().meta({
      description: 'A note, where `allow_text_response` is true.',
      default: null,
    }),
  })
  .meta({ id: 'Answer' });

/** What was recorded and may still be taken back. */
export const heldSchema = z
  .object({
    status: z.literal('pending'),
    settles_at: instant.meta({ description: 'When the answer becomes final.' }),
  })
  .meta({ id: 'Held', description: 'Recorded, and final at `settles_at`.' });

/** What was tapped; whether it is offered decides the gate. An empty note is none. */
export function parseRespond(document: JsonDocument): { choice: string; text: string | null } {
  const { choice, text } = parseBody(answerSchema, document);
  return { choice, text: text || null };
}

export const questionSchema = z
  .object({
    pause_id: id('pause'),
    status,
    developer_name: z.string(),
    agent: agent.nullable(),
    message: z.string(),
    context: z.array(fact).nullable(),
    options: z.array(z.string()),
    allow_text_response: z.boolean(),
    expires_at: instant,
    timeout_default: z.string().nullable(),
  })
  .meta({ id: 'Question', description: 'What the human is shown.' });

export const answeredSchema = z
  .object({
    pause_id: id('pause'),
    status,
    response_choice: z.string().nullable(),
    response_text: z.string().nullable(),
    response_at: instant.nullable(),
  })
  .meta({ id: 'Answered', description: 'What was recorded.' });

export const presentQuestion = (pause: PresentablePause) => ({
  pause_id: formatId('pause', pause.id),
  status: pause.status,
  developer_name: pause.content.developerName,
  agent: pause.content.agent,
  message: pause.content.message,
  context: pause.content.context,
  options: pause.content.options,
  allow_text_response: pause.content.allowTextResponse,
  expires_at: iso(pause.expiresAt),
  timeout_default: pause.content.timeoutDefault,
});

export const presentResponse = (pause: PresentablePause) => {
  const { choice, text, response_at } = outcomeOf(pause);
  return {
    pause_id: formatId('pause', pause.id),
    status: pause.status,
    response_choice: choice,
    response_text: text,
    response_at,
  };
};

export const presentHeld = ({
  settlesAt,
}: Pick<Held, 'settlesAt'>): z.output<typeof heldSchema> => ({
  status: 'pending',
  settles_at: iso(settlesAt),
});
