// The AI SDK's `toolApproval`: asks a human, and looks once more before an approved call runs.
import type { ModelMessage, ToolApprovalStatus, ToolSet } from 'ai';
import { settleToolCall, takeApproval, type TakeOnce, type ToolCallVerdict } from 'pausepoint';
import type { ApprovalOptions, ModelCall } from './approval-options.ts';
import { askedIn, openCall, pauseAbout } from './call-pauses.ts';
import { resultsIn, siblings } from './call-repeat.ts';

/** Which calls a human decides: all of a tool, or those with such arguments. */
export type GatedTools = Readonly<
  Record<string, boolean | ((args: never, call: ModelCall) => boolean | Promise<boolean>)>
>;

export interface ApprovalSettings extends ApprovalOptions {
  /** A tool that is not named here follows its own `needsApproval`. */
  readonly tools?: GatedTools | undefined;
  /**
   * `true`, the default: wait within the call. `false`: end it with requests for approval, so that the
   * process may end too; `settleApprovals` or `settleUIApprovals` goes on.
   */
  readonly wait?: boolean | undefined;
  /** Makes one yes one run at most, also where a browser sends the same messages again. */
  readonly once?: TakeOnce | undefined;
}

/** What the SDK tells of a call; of its types only what does not depend on your tools. */
interface Asked {
  readonly toolCall: {
    readonly toolCallId: string;
    readonly toolName: string;
    input: unknown;
  };
  readonly tools: ToolSet | undefined;
  readonly toolsContext: unknown;
  readonly messages: ModelMessage[];
  readonly runtimeContext: unknown;
}

/**
 * For `generateText`, `streamText` and `ToolLoopAgent`.
 *
 * ```ts
 * await generateText({
 *   model,
 *   tools,
 *   prompt,
 *   toolApproval: pausePointApproval({ client, runId, ask, tools: { purge: true } }),
 * });
 * ```
 *
 * An approval that stands in the messages is not believed: the pause must say so too, about this very
 * call. So give it to the request that goes on as well, above all where messages come from a browser.
 *
 * @param given the settings, or for an agent that is made once what they are for a `runtimeContext`
 */
export function pausePointApproval<CONTEXT = unknown>(
  given: ApprovalSettings | ((context: CONTEXT) => ApprovalSettings),
) {
  const before = siblings();
  return async (asked: Asked): Promise<ToolApprovalStatus> => {
    const settings = typeof given === 'function' ? given(asked.runtimeContext as CONTEXT) : given;
    const { messages } = asked;
    const { toolCallId, toolName: tool, input } = asked.toolCall;
    const repeat = resultsIn(messages, toolCallId);
    const call: ModelCall = { toolCallId, repeat, tool, arguments: input };
    if (!(await isGated(call, settings, asked))) return 'not-applicable';
    if (isAnswered(messages, toolCallId)) return settled(await standing(call, settings), asked);
    settings.signal?.throwIfAborted();
    const { client, signal, once, wait = true } = settings;
    // Approved here both would run. Going on with what was saved the SDK runs one of them.
    const one = wait ? { ...call, repeat: repeat + before(messages, toolCallId) } : call;
    const pause = await openCall(one, settings);
    if ('approved' in pause) return settled(pause, asked);
    // Stopped meanwhile, no request for approval would be saved: nobody would hear the answer.
    if (!wait && !signal?.aborted) return { type: 'user-approval', reason: 'A human was asked.' };
    return settled(await settleToolCall(client, pause.pause_id, call, { signal, once }), asked);
  };
}

async function isGated(
  call: ModelCall,
  { tools: gated = {} }: ApprovalSettings,
  { tools, toolsContext, messages }: Asked,
): Promise<boolean> {
  const rule = own(gated, call.tool);
  if (rule !== undefined) {
    return typeof rule === 'function' ? rule(call.arguments as never, call) : rule;
  }
  // With a function for all tools the SDK would pass over what a tool says itself.
  const needs = own(tools ?? {}, call.tool)?.needsApproval;
  if (typeof needs !== 'function') return needs === true;
  const context: unknown = own(toolsContext as Record<string, unknown>, call.tool);
  return needs(call.arguments, { toolCallId: call.toolCallId, messages, context });
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Whether the messages bring an answer for this call, so that it would run now. */
function isAnswered(messages: readonly ModelMessage[], toolCallId: string): boolean {
  const last = messages.at(-1);
  if (last?.role !== 'tool') return false;
  // With a result beside it that was an earlier call of this id.
  if (resultsIn([last], toolCallId) > 0) return false;
  const answered = new Set(
    last.content.map((part) => part.type === 'tool-approval-response' && part.approvalId),
  );
  return messages.some(
    ({ role, content }) =>
      role === 'assistant' &&
      typeof content !== 'string' &&
      content.some(
        (part) =>
          part.type === 'tool-approval-request' &&
          part.toolCallId === toolCallId &&
          answered.has(part.approvalId),
      ),
  );
}

/** What a human has said by now; here nobody is asked any more. */
async function standing(call: ModelCall, settings: ApprovalSettings): Promise<ToolCallVerdict> {
  const pause = pauseAbout(await askedIn(settings), call);
  if (pause) return takeApproval(pause, call, settings.once);
  const reason = `No human was asked about this call of ${call.tool}. It did not run.`;
  return { approved: false, because: 'unasked', reason };
}

function settled(verdict: ToolCallVerdict, { toolCall }: Asked): ToolApprovalStatus {
  if (!verdict.approved) return { type: 'denied', reason: verdict.reason };
  // The SDK runs it once all calls of the turn are decided, hours later maybe: by then nobody who has
  // had these arguments in hand may have changed them.
  toolCall.input = structuredClone(toolCall.input);
  return { type: 'approved', reason: 'A human approved this call.' };
}
