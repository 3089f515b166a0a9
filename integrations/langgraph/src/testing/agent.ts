// A graph whose model has said what it said, and whose tools run by it.
import { AIMessage, ToolMessage, type BaseMessage } from '@langchain/core/messages';
import { tool, type StructuredToolInterface } from '@langchain/core/tools';
import { END, MemorySaver, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { z } from 'zod';
import type { ResumableGraph } from '../resume-pause.ts';
import { sendToolCalls } from '../send-tool-calls.ts';
import { thread } from './payments.ts';

/** @param wired what was sent, by its arguments */
export const wireTool = (wired: unknown[]) =>
  tool(
    (args) => {
      wired.push(args);
      return `wired ${args.amount}`;
    },
    {
      name: 'wire',
      description: 'Sends money.',
      schema: z.object({ to: z.string(), amount: z.number(), memo: z.unknown().optional() }),
    },
  );

export const meridian = { to: 'Meridian', amount: 8400 };

export interface Call {
  readonly args: Record<string, unknown>;
  readonly id?: string;
  readonly name?: string;
}

export const modelSaid = (...calls: Call[]) =>
  new AIMessage({
    content: '',
    tool_calls: calls.map(({ args, name = 'wire', id = 'call_1' }) => ({ args, name, id })),
  });

/** Each call in a task of its own. */
export const agent = (tools: StructuredToolInterface[], ...calls: Call[]) =>
  new StateGraph(MessagesAnnotation)
    .addNode('model', () => ({ messages: [modelSaid(...calls)] }))
    .addNode('tools', new ToolNode(tools))
    .addEdge(START, 'model')
    .addConditionalEdges('model', sendToolCalls('tools'), ['tools', END])
    .compile({ checkpointer: new MemorySaver() });

/** All calls in one task. */
export const sharedTask = (tools: StructuredToolInterface[]) =>
  new StateGraph(MessagesAnnotation)
    .addNode('tools', new ToolNode(tools))
    .addEdge(START, 'tools')
    .compile({ checkpointer: new MemorySaver() });

/** What the model hears, of thread `a`. */
export async function told(graph: ResumableGraph): Promise<readonly unknown[]> {
  const { messages } = (await graph.getState(thread('a'))).values as { messages: BaseMessage[] };
  return messages
    .filter((message) => message instanceof ToolMessage)
    .map(({ content, status }) => (status === 'error' ? { error: content } : content));
}
