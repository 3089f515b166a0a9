// Where in an agent's graph a call is made: the key that asks once, and how its thread is found again.
import type { ExecutionInfo, LangGraphRunnableConfig } from '@langchain/langgraph';
import { toolCallDigest } from 'pausepoint';

/**
 * - `interrupt`: the agent is checkpointed and the process may end; `@pausepoint/langgraph` wakes it up.
 * - `in-process`: the run goes on waiting. Aborting it withdraws the question.
 */
export type Wait = 'interrupt' | 'in-process';

export interface Place {
  readonly wait: Wait;
  /** The same on every re-run of this call, another for the same call in the next message. */
  readonly idempotencyKey: string | undefined;
  /** What `@pausepoint/langgraph` finds the waiting thread by. */
  readonly metadata: { readonly langgraph: object } | undefined;
}

/** The longest `Idempotency-Key` the API takes. */
const longestKey = 255;

/**
 * An agent runs each call of a message as a task of its own, whose id LangGraph derives from the
 * checkpoint. Throws where the answer could not be waited for, before anybody is asked.
 */
export function placeOf(
  config: LangGraphRunnableConfig | undefined,
  callId: string,
  wanted: Wait | undefined,
): Place {
  const checkpointed = Boolean(config?.configurable?.['__pregel_checkpointer']);
  const wait = wanted ?? (checkpointed ? 'interrupt' : 'in-process');
  if (wait === 'interrupt' && !checkpointed) throw new TypeError(noCheckpointer);
  const info = config?.executionInfo;
  // Without a task there would be no key, and every re-run would ask again.
  if (wait === 'interrupt' && !info) throw new TypeError('Not run as a task of LangGraph’s');
  return {
    wait,
    idempotencyKey: info && keyOf(info, callId),
    metadata: info && metadataOf(info),
  };
}

const noCheckpointer =
  'To interrupt, create the agent with a checkpointer and invoke it with a thread_id. Nobody was asked.';

function keyOf({ threadId = '', taskId }: ExecutionInfo, callId: string): string {
  const key = `lc:${taskId}:${callId}:${threadId}`;
  if (key.length <= longestKey && /^[\x21-\x7e]+$/.test(key)) return key;
  return `lc:${taskId}:${toolCallDigest('key', [callId, threadId])}`;
}

const metadataOf = ({ threadId, checkpointId, checkpointNs }: ExecutionInfo) =>
  threadId === undefined
    ? undefined
    : {
        langgraph: {
          ...{ thread_id: threadId, checkpoint_id: checkpointId },
          checkpoint_ns: checkpointNs,
        },
      };
