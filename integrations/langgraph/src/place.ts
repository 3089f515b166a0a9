// Where in a graph a question is asked: what its idempotency key and the resumption are made of.
import { getConfig, type ExecutionInfo, type LangGraphRunnableConfig } from '@langchain/langgraph';
import { toolCallDigest } from 'pausepoint';

/** In the pause's `metadata.langgraph`: how a webhook finds the thread that waits. */
export interface PauseOrigin {
  readonly thread_id: string;
  readonly checkpoint_id: string;
  /** The way through subgraphs to the task, `review:<task id>|approve:<task id>`. */
  readonly checkpoint_ns: string;
}

/**
 * - `interrupt`: the graph is checkpointed and the process may end; whoever resumes it wakes it up.
 * - `in-process`: the run goes on waiting. Aborting it withdraws the question.
 */
export type Wait = 'interrupt' | 'in-process';

export interface Place {
  /** The same on every re-run of this task, another on the next visit of the node. */
  readonly idempotencyKey: string | undefined;
  readonly metadata: { readonly langgraph: PauseOrigin } | undefined;
}

/** The longest `Idempotency-Key` the API takes. */
const longestKey = 255;

/**
 * LangGraph derives a task's id from its checkpoint: a resumed, retried or restarted task keeps it; the
 * next turn of a loop, another `Send` and a fork have another one. Throws where the answer could not be
 * waited for, before anybody is asked.
 *
 * @param part tells several questions of one task apart
 */
export function placeOf(config: LangGraphRunnableConfig, part: string, wait: Wait): Place {
  if (wait === 'interrupt' && !config.configurable?.['__pregel_checkpointer']) {
    throw new TypeError(noCheckpointer);
  }
  const info = config.executionInfo ?? (getConfig() as typeof config | undefined)?.executionInfo;
  // Without a task there would be no key, and every re-run would ask again.
  if (wait === 'interrupt' && !info) throw new TypeError('Not run as a task of LangGraph’s');
  if (!info) return { idempotencyKey: undefined, metadata: undefined };
  return { idempotencyKey: keyOf(info, part), metadata: metadataOf(info) };
}

const noCheckpointer =
  'To interrupt, compile the graph with a checkpointer and invoke it with a thread_id; or set wait: "in-process". Nobody was asked.';

function keyOf({ threadId = '', taskId }: ExecutionInfo, part: string): string {
  const key = `lg:${taskId}:${part}:${threadId}`;
  if (key.length <= longestKey && /^[\x21-\x7e]+$/.test(key)) return key;
  return `lg:${taskId}:${toolCallDigest('key', [part, threadId])}`;
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
