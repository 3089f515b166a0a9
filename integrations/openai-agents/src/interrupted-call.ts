// A call that waits for approval, as the SDK keeps it: what a human is shown and what will run.
import type { RunToolApprovalItem } from '@openai/agents';
import { toolCallDigest, type ToolCall, type ToolCallAsk, type ToolCallRefusal } from 'pausepoint';
import type { AnyState, InterruptionOptions } from './interruption-options.ts';

export interface InterruptedCall {
  readonly item: RunToolApprovalItem;
  /** What tells it from the other calls of its run; as JSON too. */
  readonly id: string;
  readonly call: ToolCall;
}

/** The calls nobody has decided yet; one decision may have been made for a tool as a whole. */
export const undecidedCalls = (state: AnyState): readonly InterruptedCall[] =>
  state
    .getInterruptions()
    .filter((item) => !isDecided(state, item))
    .map((item) => ({
      item,
      id: `${item.agent.name}/${callIdOf(item)}`,
      call: { tool: toolOf(item), arguments: argumentsOf(item) },
    }));

/** As the SDK itself looks it up before it runs a call; in doubt it is not, and a human is asked. */
function isDecided({ _context: context }: AnyState, item: RunToolApprovalItem): boolean {
  const { agent, rawItem, name = rawItem.type } = item;
  const toolName = item.toJSON().functionToolStateKey ?? name;
  const ofAgent = rawItem.type === 'function_call' ? { agent } : {};
  const owned = { toolName, callId: callIdOf(item), ...ofAgent };
  return context.isToolApproved(owned) !== undefined;
}

function callIdOf({ rawItem }: RunToolApprovalItem): string {
  if ('callId' in rawItem) return rawItem.callId;
  const { itemId, id } = rawItem.providerData ?? {};
  return rawItem.id ?? String(itemId ?? id ?? '');
}

/** Two servers may have tools of one name. */
function toolOf({ rawItem, name = rawItem.type }: RunToolApprovalItem): string {
  const server: unknown = rawItem.providerData?.['server_label'];
  const hosted = rawItem.type === 'hosted_tool_call' && typeof server === 'string';
  return hosted ? `${server}/${name}` : name;
}

function argumentsOf({ rawItem }: RunToolApprovalItem): unknown {
  switch (rawItem.type) {
    case 'function_call':
      return parsed(rawItem.arguments);
    case 'hosted_tool_call':
      return parsed(rawItem.arguments ?? rawItem.providerData?.['arguments'] ?? {});
    case 'computer_call':
      return rawItem.actions ?? rawItem.action;
    case 'shell_call':
      return rawItem.action;
    case 'apply_patch_call':
      return rawItem.operation;
  }
}

/** What is no JSON is shown, and bound, as the text it is. */
function parsed(args: unknown): unknown {
  if (typeof args !== 'string') return args;
  try {
    return JSON.parse(args);
  } catch {
    return args;
  }
}

/** All that makes it the question about this call of this run, and no other's. */
export function askOf(
  { item, id, call }: InterruptedCall,
  options: InterruptionOptions,
): ToolCallAsk {
  const { ask, runId } = options;
  const { metadata, agent, ...rest } = typeof ask === 'function' ? ask(call, item) : ask;
  return {
    ...rest,
    agent: { name: item.agent.name.slice(0, 80), run_id: runId, ...agent },
    metadata: { ...metadata, run_id: runId, call_id: id },
  };
}

/** Other arguments under the id of a call make it another question. */
export function keyOf({ id, call }: InterruptedCall, runId: string): string | undefined {
  try {
    return `oa:${toolCallDigest(call.tool, { runId, id, arguments: call.arguments })}`;
  } catch {
    // About what is no JSON nobody is asked.
    return undefined;
  }
}

export const changed = ({ call }: InterruptedCall): ToolCallRefusal => ({
  approved: false,
  because: 'changed',
  reason: `The answer of a human was about another call than this one of ${call.tool}. It did not run.`,
});
