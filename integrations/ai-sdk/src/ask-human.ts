// A tool by which the model itself asks a human, and is told in words who answered, if anybody did.
import { tool } from 'ai';
import { askInWords, toolCallDigest, type PausePoint, type ToolCallAsk } from 'pausepoint';
import { z } from 'zod';
import { resultsIn } from './call-repeat.ts';

export interface AskHumanOptions {
  /** `pausepoint({ apiKey })` */
  readonly client: PausePoint;
  /** Whom to ask, and how. The model can't choose: give it two tools to ask two people. */
  readonly ask: Omit<ToolCallAsk, 'message'>;
  /** What the model is told about when to ask. */
  readonly description?: string | undefined;
  /**
   * With it, whoever runs the same call of the same run again finds the question it asked; without it a
   * question is never found again.
   */
  readonly runId?: string | undefined;
}

const inputSchema = z.object({
  question: z.string().min(1).describe('The question, with all a human needs to answer it.'),
  options: z.array(z.string().min(1).max(80)).min(2).max(5).describe('The answers to choose from.'),
});

/**
 * ```ts
 * await generateText({ model, prompt, tools: { ask_human: askHuman({ client, ask }) }, stopWhen });
 * ```
 *
 * It waits until a human answers or the question times out; aborting withdraws the question. An answer
 * binds nothing: what must not run without a human's yes is for `pausePointApproval`.
 */
export function askHuman({ client, ask, ...given }: AskHumanOptions) {
  const run_id = given.runId;
  return tool({
    description:
      given.description ??
      'Asks a human to choose, waits for the answer and tells it. Silence is no answer.',
    inputSchema,
    async execute({ question, options }, { toolCallId: call_id, messages, abortSignal: signal }) {
      const message = { ...ask, message: question, options, allow_text_response: true };
      const metadata = { ...ask.metadata, ...(run_id !== undefined && { run_id }), call_id };
      const repeat = resultsIn(messages, call_id);
      // As text: the model may have written what is no valid Unicode, which the server refuses.
      const asked = JSON.stringify([run_id, call_id, repeat, question, options]);
      const idempotencyKey = run_id && `ai:ask:${toolCallDigest('ask_human', asked)}`;
      return askInWords(client, { ...message, metadata }, { idempotencyKey, signal });
    },
  });
}
