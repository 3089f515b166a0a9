// A tool by which the model itself asks a human, and hears who decided what.
import { tool, type ToolRuntime } from 'langchain';
import { askInWords, refusalInWords, type PausePoint, type ToolCallAsk } from 'pausepoint';
import { z } from 'zod';
import { interruptWhilePending } from './interrupt-while-pending.ts';
import { placeOf, type Wait } from './place.ts';

interface AskHuman {
  readonly client: PausePoint;
  /** Whom, and how. The model can't change it. */
  readonly ask: Omit<ToolCallAsk, 'message'>;
  /** Default: `interrupt` where the agent has a checkpointer, else `in-process`. */
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
export function askHuman({ client, ask, wait: wanted, name, description }: AskHuman) {
  return tool(
    async ({ question: message, options }, { toolCallId, signal, config }: ToolRuntime) => {
      const { wait, idempotencyKey, metadata } = placeOf(config, toolCallId, wanted);
      const question = {
        ...{ ...ask, message, options, allow_text_response: true },
        metadata: { ...ask.metadata, ...metadata },
      };
      if (wait === 'interrupt') {
        try {
          const pause = await client.pauses.create(question, { idempotencyKey });
          await interruptWhilePending(client, pause, config);
        } catch (error) {
          // LangGraph's own interrupt is no refusal, and goes on.
          const told = refusalInWords(error);
          if (told === undefined) throw error;
          return told;
        }
      }
      // The same question by the same key: settled already, where it was waited for above.
      return askInWords(client, question, { idempotencyKey, signal });
    },
    {
      name: name ?? 'ask_human',
      description: description ?? 'Ask a human to decide. Waits for the answer.',
      schema: input,
    },
  );
}
