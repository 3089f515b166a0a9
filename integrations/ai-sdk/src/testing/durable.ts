// The README's durable example, as a test runs it.
// #region example
import { pausePointApproval, settleApprovals, type ApprovalOptions } from '@pausepoint/ai-sdk';
import { generateText, isStepCount, type LanguageModel, type ModelMessage, type ToolSet } from 'ai';

export interface Program {
  readonly model: LanguageModel;
  readonly tools: ToolSet;
  readonly secret: string;
}

/** Begins a run or goes on with it. Save what it returns; undefined: humans are still thinking. */
export async function goOn(
  { model, tools, secret }: Program,
  messages: ModelMessage[],
  options: ApprovalOptions,
): Promise<ModelMessage[] | undefined> {
  const next = await settleApprovals(messages, { ...options, wait: false });
  if (!next) return undefined;
  const { responseMessages } = await generateText({
    model,
    tools,
    messages: next,
    stopWhen: isStepCount(20),
    toolApproval: pausePointApproval({ ...options, tools: { purge: true }, wait: false }),
    experimental_toolApprovalSecret: secret,
  });
  return [...next, ...responseMessages];
}
// #endregion
