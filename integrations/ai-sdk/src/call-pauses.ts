// The pauses about the calls of a run: opened once each, and found again by whoever goes on with it.
import {
  openToolCall,
  toolCallDigest,
  type Pause,
  type ToolCallAsk,
  type ToolCallRefusal,
} from 'pausepoint';
import type { ApprovalOptions, ModelCall } from './approval-options.ts';

/** Asks a human about a call; asked again, it finds the question. */
export async function openCall(
  call: ModelCall,
  options: ApprovalOptions,
): Promise<Pause | ToolCallRefusal> {
  mustBeOfARun(options.runId);
  const idempotencyKey = keyOf(call, options.runId);
  return openToolCall(options.client, call, askOf(call, options), { idempotencyKey });
}

/** Without a run an answer would count for every run there is. */
function mustBeOfARun(runId: unknown): void {
  if (typeof runId === 'string' && runId !== '') return;
  throw new TypeError('runId must be a text that is not empty. Nobody was asked.');
}

function askOf(call: ModelCall, { ask, runId }: ApprovalOptions): ToolCallAsk {
  const { metadata, agent, ...rest } = typeof ask === 'function' ? ask(call) : ask;
  return {
    ...rest,
    agent: { ...agent, run_id: runId },
    metadata: {
      ...{ ...metadata, run_id: runId, call_id: call.toolCallId },
      ...(call.repeat > 0 && { call_repeat: call.repeat }),
    },
  };
}

/** Other arguments under the id of a call make it another question, and so does a later turn. */
function keyOf({ toolCallId, repeat, ...call }: ModelCall, runId: string): string | undefined {
  try {
    const about = { runId, toolCallId, arguments: call.arguments, ...(repeat > 0 && { repeat }) };
    return `ai:${toolCallDigest(call.tool, about)}`;
  } catch {
    // About what is no JSON nobody is asked.
    return undefined;
  }
}

/** Everything this run has asked so far, the newest first. */
export async function askedIn({ client, runId }: ApprovalOptions): Promise<readonly Pause[]> {
  mustBeOfARun(runId);
  const found: Pause[] = [];
  let cursor: string | undefined;
  do {
    const filter = { run_id: runId, limit: 100, cursor };
    const page = await client.pauses.list(filter);
    found.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** The question about this call; else the one about what this call was before it was changed. */
export function pauseAbout(pauses: readonly Pause[], call: ModelCall): Pause | undefined {
  const about = pauses.filter(({ metadata }) => {
    const { call_id, call_repeat = 0 } = metadata ?? {};
    return call_id === call.toolCallId && call_repeat === call.repeat;
  });
  const digest = digestOf(call);
  return about.find(({ metadata }) => metadata?.['tool_call_digest'] === digest) ?? about[0];
}

function digestOf({ tool, arguments: args }: ModelCall): string | undefined {
  try {
    return toolCallDigest(tool, args);
  } catch {
    return undefined;
  }
}
