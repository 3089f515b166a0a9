// The requests for approval in the messages of a chat → what humans answered.
import { getToolName, isToolUIPart, type UIMessage } from 'ai';
import { resultsInChat } from './call-repeat.ts';
import { decide, type SettleOptions } from './decide.ts';

/**
 * As `settleApprovals`, for what a chat keeps: each request answered as `addToolApprovalResponse` would.
 *
 * ```ts
 * const messages = await settleUIApprovals(kept, { client, runId: chatId, ask });
 * streamText({ ...settings, messages: await convertToModelMessages(messages) });
 * ```
 */
export async function settleUIApprovals<UI extends UIMessage>(
  messages: readonly UI[],
  options: SettleOptions & { readonly wait?: true | undefined },
): Promise<UI[]>;
export async function settleUIApprovals<UI extends UIMessage>(
  messages: readonly UI[],
  options: SettleOptions,
): Promise<UI[] | undefined>;
export async function settleUIApprovals<UI extends UIMessage>(
  messages: readonly UI[],
  options: SettleOptions,
): Promise<UI[] | undefined> {
  const open = messages
    .flatMap(({ parts }) => parts)
    .filter(isToolUIPart)
    .filter((part) => part.state === 'approval-requested' && !part.approval.isAutomatic);
  const calls = open.map((part) => ({
    ...{ toolCallId: part.toolCallId, tool: getToolName(part), arguments: part.input },
    repeat: resultsInChat(messages, part.toolCallId),
  }));
  const decisions = await decide(calls, options);
  if (!decisions) return undefined;
  const answered = new Map<unknown, object>(
    open.map((part, at) => [
      part,
      {
        ...part,
        state: 'approval-responded',
        approval: { ...part.approval, ...decisions[at]! },
      },
    ]),
  );
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) => (answered.get(part) ?? part) as typeof part),
  }));
}
