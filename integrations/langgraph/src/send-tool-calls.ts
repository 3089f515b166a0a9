// Gives every tool call of a message a task of its own, so that each is asked about and run alone.
import { isAIMessage, type BaseMessage } from '@langchain/core/messages';
import type { ToolCall } from '@langchain/core/messages/tool';
import { END, Send } from '@langchain/langgraph';

interface Messages {
  readonly messages: readonly BaseMessage[];
}

/**
 * For `addConditionalEdges`, instead of `toolsCondition`. `createReactAgent({ version: 'v2' })` and
 * `createAgent` do so by themselves.
 *
 * ```ts
 * graph.addConditionalEdges('model', sendToolCalls('tools'), ['tools', END]);
 * ```
 *
 * @param tools the name of the ToolNode
 */
export const sendToolCalls =
  <Node extends string>(tools: Node) =>
  (state: Messages): Send<Node>[] | typeof END => {
    const sends = callsIn(state.messages).map((call) => {
      return new Send(tools, { ...state, lg_tool_call: call });
    });
    return sends.length > 0 ? sends : END;
  };

/** Those of the last message the model wrote. */
export const callsIn = (messages: readonly BaseMessage[]): readonly ToolCall[] => {
  const last = messages.findLast((message) => isAIMessage(message));
  return last?.tool_calls ?? [];
};
