// The other half of a durable approval: requests in the messages → what humans answered.
import type { AssistantModelMessage, ModelMessage, ToolModelMessage } from 'ai';
import type { ModelCall } from './approval-options.ts';
import { resultsIn } from './call-repeat.ts';
import { decide, type SettleOptions } from './decide.ts';

/**
 * The messages to go on with: every request for approval in them is answered as a human did, the ones
 * nobody was asked about yet asked about, all at once. Undefined: with `wait: false` a question is open.
 *
 * ```ts
 * const { responseMessages } = await generateText({ ...settings, messages });
 * const next = await settleApprovals([...messages, ...responseMessages], { client, runId, ask });
 * await generateText({ ...settings, messages: next });
 * ```
 */
export async function settleApprovals(
  messages: readonly ModelMessage[],
  options: SettleOptions & { readonly wait?: true | undefined },
): Promise<ModelMessage[]>;
export async function settleApprovals(
  messages: readonly ModelMessage[],
  options: SettleOptions,
): Promise<ModelMessage[] | undefined>;
export async function settleApprovals(
  messages: readonly ModelMessage[],
  options: SettleOptions,
): Promise<ModelMessage[] | undefined> {
  const open = openRequests(messages);
  const decisions = await decide(open, options);
  if (!decisions) return undefined;
  const content: ToolModelMessage['content'] = open.map(({ approvalId, providerExecuted }, at) => ({
    ...{ type: 'tool-approval-response', approvalId, ...decisions[at]! },
    ...(providerExecuted && { providerExecuted }),
  }));
  return content.length === 0 ? [...messages] : [...messages, { role: 'tool', content }];
}

interface OpenRequest extends ModelCall {
  readonly approvalId: string;
  readonly providerExecuted: boolean | undefined;
}

function openRequests(messages: readonly ModelMessage[]): readonly OpenRequest[] {
  const parts = messages.flatMap((message) =>
    message.role === 'assistant' && typeof message.content !== 'string' ? message.content : [],
  );
  const answered = new Set(
    messages
      .flatMap((message) => (message.role === 'tool' ? message.content : []))
      .map((part) => part.type === 'tool-approval-response' && part.approvalId),
  );
  return parts.flatMap((part) =>
    part.type === 'tool-approval-request' && !part.isAutomatic && !answered.has(part.approvalId)
      ? [{ approvalId: part.approvalId, ...callOf(messages, parts, part.toolCallId) }]
      : [],
  );
}

type Parts = Exclude<AssistantModelMessage['content'], string>;

function callOf(
  messages: readonly ModelMessage[],
  parts: Parts,
  toolCallId: string,
): Omit<OpenRequest, 'approvalId'> {
  const call = parts.findLast(
    (part) => part.type === 'tool-call' && part.toolCallId === toolCallId,
  );
  if (call?.type !== 'tool-call') throw new Error(`The messages lack the tool call ${toolCallId}.`);
  const { toolName: tool, input, providerExecuted } = call;
  const repeat = resultsIn(messages, toolCallId);
  return { toolCallId, repeat, tool, arguments: input, providerExecuted };
}
