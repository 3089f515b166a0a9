// An agent whose model says what it is told to say, and whose one dangerous tool keeps book.
import type { BaseCheckpointSaver } from '@langchain/langgraph';
import {
  createAgent,
  FakeToolCallingModel,
  tool,
  ToolMessage,
  type AgentMiddleware,
  type BaseMessage,
} from 'langchain';
import { z } from 'zod';

export const meridian = { to: 'Meridian', amount: 8400 };

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

export interface Call {
  readonly args: Record<string, unknown>;
  readonly id?: string;
  readonly name?: string;
}

interface Given {
  readonly tools: NonNullable<Parameters<typeof createAgent>[0]['tools']>;
  readonly middleware?: readonly AgentMiddleware[];
  readonly checkpointer?: BaseCheckpointSaver;
}

/** @param messages the calls of each message of the model's; then it says no more */
export const agent = (given: Given, ...messages: (readonly Call[])[]) =>
  createAgent({
    model: new FakeToolCallingModel({
      toolCalls: [
        ...messages.map((calls) =>
          calls.map(({ args, name = 'wire', id = 'call_1' }) => ({
            ...{ args, name, id },
            type: 'tool_call' as const,
          })),
        ),
        [],
      ],
    }),
    ...given,
  });

export const thread = (thread_id: string) => ({ configurable: { thread_id } });

/** What the model hears, call by call. */
export const told = ({ messages }: { messages: readonly BaseMessage[] }): readonly unknown[] =>
  messages
    .filter((message) => message instanceof ToolMessage)
    .map(({ content, status }) => (status === 'error' ? { error: content } : content));
