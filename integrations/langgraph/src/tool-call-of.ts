// The call a tool is run for, as the model wrote it, if it can be told from the others.
import type { BaseMessage } from '@langchain/core/messages';
import type { ToolRunnableConfig } from '@langchain/core/tools';
import { getCurrentTaskInput, type LangGraphRunnableConfig } from '@langchain/langgraph';
import type { Wait } from './place.ts';
import { callsIn } from './send-tool-calls.ts';

/** What a tool's function gets from ToolNode. */
export type ToolConfig = ToolRunnableConfig & LangGraphRunnableConfig;

type Call = NonNullable<ToolRunnableConfig['toolCall']> & { readonly id: string };

/** Throws where one approval could serve two calls, or one call run twice. */
export function toolCallOf(config: ToolConfig, wait: Wait): Call {
  const { toolCall } = config;
  const id = toolCall?.id;
  if (!id)
    throw new TypeError('Run it by a ToolNode, or invoke it with a tool call that has an id');
  const input = config.executionInfo ? getCurrentTaskInput<TaskInput | null>(config) : null;
  const { messages = [], lg_tool_call } = Array.isArray(input) ? { messages: input } : { ...input };
  const calls = callsIn(messages);
  if (calls.filter((call) => call.id === id).length > 1) {
    throw new TypeError(`Two calls of one message have the id ${id}: neither may run`);
  }
  const alone = calls.length < 2 || lg_tool_call !== undefined;
  if (wait === 'interrupt' && !alone) throw new TypeError(together);
  return { ...toolCall, id };
}

/** What ToolNode is given: messages, a state with messages, or by `Send` that and one call. */
type TaskInput = BaseMessage[] | SentInput;

interface SentInput {
  readonly messages?: BaseMessage[];
  readonly lg_tool_call?: unknown;
}

/** LangGraph runs an interrupted task again from its top, with whatever had run in it. */
const together =
  'Calls that share a task run again whenever one of them wakes up. Give each its own: sendToolCalls, createReactAgent({ version: "v2" }), or wait: "in-process". It did not run, nobody was asked.';
