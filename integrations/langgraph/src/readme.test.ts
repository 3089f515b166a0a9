// What the README shows, run as it stands there.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AIMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import {
  Annotation,
  END,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
} from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  approvalNode,
  approvalTool,
  resumeOnWebhook,
  resumePauses,
  routeByChoice,
  sendToolCalls,
  type Decision,
} from './index.ts';
import { addWebhook, newWorld, openQuestion, tap } from './testing/world.ts';

const checkpointer = new MemorySaver();
const config = { configurable: { thread_id: 'payment-7' } };
const wire = vi.fn(() => ({}));

test('a graph asks, ends, and is woken by a webhook', async () => {
  const world = await newWorld();
  const { client } = world;
  // #region node
  const State = Annotation.Root({
    payee: Annotation<string>,
    amount: Annotation<number>,
    decision: Annotation<Decision<'Approve' | 'Reject'>>,
  });

  const graph = new StateGraph(State)
    .addNode(
      'approve',
      approvalNode({
        client,
        request: ({ payee, amount }: typeof State.State) => ({
          recipient: '+1 (312) 847-1928',
          channel: 'sms',
          message: `Wire $${amount} to ${payee}?`,
          options: ['Approve', 'Reject'],
          timeout_hours: 4,
        }),
        apply: (decision) => ({ decision }),
      }),
    )
    .addNode('wire', wire)
    .addEdge(START, 'approve')
    .addConditionalEdges(
      'approve',
      // A way for each choice, and one for silence, which is nobody's choice.
      routeByChoice(
        (state: typeof State.State) => state.decision,
        { Approve: 'wire', Reject: END },
        END,
      ),
      ['wire', END],
    )
    .compile({ checkpointer });

  await graph.invoke({ payee: 'Meridian', amount: 8400 }, config); // asks, and comes back at once
  // #endregion
  const secret = 'the webhook’s own secret';
  // #region webhook
  const onWebhook = resumeOnWebhook(graph, { secret });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { status } = await onWebhook(await text(request), request.headers);
    response.writeHead(status).end();
  };
  // #endregion
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await addWebhook(world, `http://127.0.0.1:${port}/`, secret);
  await tap(await openQuestion(world), 'Approve');
  await vi.waitFor(() => expect(wire).toHaveBeenCalledTimes(1), { timeout: 40_000 });
  server.close();
});

test('tools are asked about each alone, and woken by the feed', async () => {
  const world = await newWorld();
  const { client } = world;
  const sent = vi.fn(() => 'sent');
  const wireTool = tool(sent, {
    name: 'wire',
    description: 'Sends money.',
    schema: z.object({ amount: z.number() }),
  });
  const model = () => ({
    messages: [
      new AIMessage({
        content: '',
        tool_calls: [{ id: 'call_1', name: 'wire', args: { amount: 8400 } }],
      }),
    ],
  });
  // #region tool
  const ask = { recipient: '+1 (312) 847-1928', channel: 'sms', timeout_hours: 4 } as const;
  const tools = new ToolNode([approvalTool(wireTool, { client, ask })]);

  const agent = new StateGraph(MessagesAnnotation)
    .addNode('model', model)
    .addNode('tools', tools)
    .addEdge(START, 'model')
    .addConditionalEdges('model', sendToolCalls('tools'), ['tools', END])
    .compile({ checkpointer });
  // #endregion
  let cursor: string | undefined;
  const save = (next: string) => void (cursor = next);
  const stop = new AbortController();
  const { signal } = stop;
  // #region feed
  const following = resumePauses(agent, { client, after: cursor, keep: save, signal });
  // #endregion
  await agent.invoke({ messages: [] }, config);
  await tap(await openQuestion(world), 'Approve');
  await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(1), { timeout: 40_000 });
  stop.abort();
  await following;
});
