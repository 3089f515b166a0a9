// The README's route of a chat, as a test runs it.
// #region example
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  streamText,
  toUIMessageStream,
  type UIMessage,
} from 'ai';
import { pausePointApproval, settleUIApprovals, type ApprovalSettings } from '@pausepoint/ai-sdk';
import type { Program } from './durable.ts';

/** POST /chat: what the chat sends, when somebody writes, or looks again whether a human answered. */
export async function chat(
  { model, tools, secret }: Program,
  messages: UIMessage[],
  options: ApprovalSettings,
): Promise<Response> {
  const settled = await settleUIApprovals(messages, { ...options, wait: false });
  if (!settled) return new Response('A human is still thinking.', { status: 409 });
  const { stream } = streamText({
    model,
    tools,
    messages: await convertToModelMessages(settled),
    toolApproval: pausePointApproval({ ...options, tools: { purge: true }, wait: false }),
    experimental_toolApprovalSecret: secret,
  });
  return createUIMessageStreamResponse({
    stream: toUIMessageStream({ stream, originalMessages: settled }),
  });
}
// #endregion
