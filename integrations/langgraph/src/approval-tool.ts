// A tool that runs only after a human agreed to that very call.
import { ToolMessage } from '@langchain/core/messages';
import { DynamicStructuredTool, type StructuredToolInterface } from '@langchain/core/tools';
import {
  openToolCall,
  settleToolCall,
  type PausePoint,
  type TakeOnce,
  type ToolCall,
  type ToolCallAsk,
} from 'pausepoint';
import { interruptWhilePending } from './interrupt-while-pending.ts';
import { placeOf, type Wait } from './place.ts';
import { toolCallOf, type ToolConfig } from './tool-call-of.ts';

interface ToolApproval {
  readonly client: PausePoint;
  /** Whom to ask and how, or that by the call. */
  readonly ask: ToolCallAsk | ((call: ToolCall) => ToolCallAsk | Promise<ToolCallAsk>);
  /** Default: `interrupt`. */
  readonly wait?: Wait | undefined;
  /** Makes one yes one run at most, whatever crashes or is run twice. */
  readonly once?: TakeOnce | undefined;
}

/**
 * Puts a human before a tool of any kind, for ToolNode and ReAct agents. The model sees the same tool;
 * where nobody agreed it is told so, and the tool did not run.
 *
 * ```ts
 * const tools = new ToolNode([
 *   search,
 *   approvalTool(wire, { client, ask: { recipient: '+1 (312) 847-1928', channel: 'sms' } }),
 * ]);
 * ```
 *
 * The human reads the arguments as the model wrote them; what the schema fills in is not among them.
 */
export function approvalTool(
  inner: StructuredToolInterface,
  { client, ask, wait = 'interrupt', once }: ToolApproval,
): DynamicStructuredTool {
  const { name, description, schema, returnDirect, extras } = inner;
  return new DynamicStructuredTool({
    name,
    description,
    schema,
    returnDirect,
    ...(extras && { extras }),
    async func(_parsed: unknown, _manager: unknown, config: ToolConfig = {}) {
      const toolCall = toolCallOf(config, wait);
      const { id, args } = toolCall;
      const call: ToolCall = { tool: name, arguments: args };
      const refused = (content: string) =>
        new ToolMessage({ content, tool_call_id: id, name, status: 'error' });
      const { idempotencyKey, metadata } = placeOf(config, id, wait);
      const whom = typeof ask === 'function' ? await ask(call) : ask;
      const placed = { ...whom, metadata: { ...whom.metadata, ...metadata } };
      const asked = await openToolCall(client, call, placed, { idempotencyKey });
      if ('approved' in asked) return refused(asked.reason);
      if (wait === 'interrupt') await interruptWhilePending(client, asked, config);
      const { signal } = config;
      const verdict = await settleToolCall(client, asked.pause_id, call, { signal, once });
      if (!verdict.approved) return refused(verdict.reason);
      return inner.invoke({ ...toolCall, args, type: 'tool_call' }, config) as Promise<unknown>;
    },
  });
}
