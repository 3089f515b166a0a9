// A tool by which the model itself asks a human, and hears who decided what.
import { tool } from '@langchain/core/tools';
import { answerInWords, refusalInWords, type PausePoint, type ToolCallAsk } from 'pausepoint';
import { z } from 'zod';
import { settledPause } from './settled-pause.ts';
import type { Wait } from './place.ts';
import { toolCallOf, type ToolConfig } from './tool-call-of.ts';

interface AskHuman {
  readonly client: PausePoint;
  /** Whom, and how. The model can't change it. */
  readonly ask: Omit<ToolCallAsk, 'message'>;
  /** Default: `interrupt`. */
  readonly wait?: Wait | undefined;
  /** Default: `ask_human`. */
  readonly name?: string | undefined;
  /** What the model reads: when to ask. */
  readonly description?: string | undefined;
}

const input = z.object({
  question: z.string().describe('The whole question: the human sees nothing else.'),
  options: z.array(z.string()).min(2).max(5).describe('The answers to choose from, 2-5.'),
});

/**
 * A plain tool: `ask_human({ question, options })`. Its result says in words who decided; silence is
 * told as silence.
 *
 * ```ts
 * const tools = [askHuman({ client, ask: { recipient: 'ada@company.example', channel: 'email' } })];
 * ```
 */
export function askHuman({ client, ask, wait = 'interrupt', name, description }: AskHuman) {
  return tool(
    async ({ question: message, options }, config: ToolConfig) => {
      const { id } = toolCallOf(config, wait);
      const question = { ...ask, message, options, allow_text_response: true };
      try {
        return answerInWords(await settledPause({ client, question, config, part: id, wait }));
      } catch (error) {
        const told = refusalInWords(error);
        if (told === undefined) throw error;
        return told;
      }
    },
    {
      name: name ?? 'ask_human',
      description: description ?? 'Ask a human to decide. Waits for the answer.',
      schema: input,
    },
  );
}
