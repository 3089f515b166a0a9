// A tool by which the model itself asks a human, and is told in words who answered, if anybody did.
import { tool, type RunContext } from '@openai/agents';
import { askInWords, toolCallDigest, type PausePoint, type ToolCallAsk } from 'pausepoint';
import { z } from 'zod';

export interface AskHumanOptions {
  /** `pausepoint({ apiKey })` */
  readonly client: PausePoint;
  /** Whom to ask, and how. The model can't choose: give it two tools to ask two people. */
  readonly ask: Omit<ToolCallAsk, 'message'>;
  /** Default: `ask_human`. */
  readonly name?: string | undefined;
  /** What the model is told about when to ask. */
  readonly description?: string | undefined;
  /**
   * The id of the run, from your context. With it a run that is begun again from a saved state finds
   * the question it asked; without it a question is never found again.
   */
  readonly runId?: ((context: RunContext<unknown>) => string) | undefined;
}

const parameters = z.object({
  question: z.string().min(1).describe('The question, with all a human needs to answer it.'),
  options: z.array(z.string().min(1).max(80)).min(2).max(5).describe('The answers to choose from.'),
});

/**
 * ```ts
 * const agent = new Agent({ name: 'Finance', tools: [askHuman({ client, ask: { recipient, channel: 'sms' } })] });
 * ```
 *
 * It waits until a human answers or the question times out; aborting the run withdraws the question. An
 * answer binds nothing: what must not run without a human's yes needs `needsApproval` of its own.
 */
export function askHuman({ client, ask, runId, ...given }: AskHumanOptions) {
  return tool({
    name: given.name ?? 'ask_human',
    description:
      given.description ??
      'Asks a human to choose, waits for the answer and tells it. Silence is no answer.',
    parameters,
    // A programmer's mistake is not the model's to hear of.
    errorFunction: null,
    async execute({ question, options }, context, details) {
      const run_id = runId && context ? runId(context) : undefined;
      const call_id = details?.toolCall?.callId ?? crypto.randomUUID();
      const message = { ...ask, message: question, options, allow_text_response: true };
      const metadata = { ...ask.metadata, ...(run_id !== undefined && { run_id }), call_id };
      // As text: the model may have written what is no valid Unicode, which the server refuses.
      const asked = JSON.stringify([run_id, question, options]);
      const idempotencyKey = run_id && `oa:ask:${toolCallDigest(call_id, asked)}`;
      const { signal } = details ?? {};
      return askInWords(client, { ...message, metadata }, { idempotencyKey, signal });
    },
  });
}
