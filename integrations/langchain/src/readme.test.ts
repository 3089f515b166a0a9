// What the README shows, run as it stands there.
import { MemorySaver } from '@langchain/langgraph';
import { createAgent, FakeToolCallingModel, tool } from 'langchain';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { askHuman, humanApproval } from './index.ts';
import { told } from './testing/agent.ts';
import { newWorld, openQuestion, tap } from './testing/world.ts';

const wire = tool(({ amount }) => `wired ${amount}`, {
  name: 'wire',
  description: 'Sends money.',
  schema: z.object({ amount: z.number() }),
});
const purge = tool(() => 'purged', {
  name: 'purge',
  description: 'Deletes.',
  schema: z.object({}),
});
const call = { id: 'call_1', name: 'wire', args: { amount: 8400 }, type: 'tool_call' } as const;
const model = new FakeToolCallingModel({ toolCalls: [[call], []] });

test('an agent is gated in a few lines', async () => {
  const world = await newWorld();
  const { client } = world;
  // #region agent
  const approval = humanApproval({
    client,
    tools: {
      wire: (call) => (call.arguments as { amount: number }).amount > 100,
      purge: { ask: { recipient: 'data@company.example', channel: 'email' } },
    },
    ask: { recipient: '+1 (312) 847-1928', channel: 'sms', timeout_hours: 4 },
  });

  const agent = createAgent({ model, tools: [wire, purge], middleware: [approval] });
  const run = agent.invoke({ messages: [{ role: 'user', content: 'Pay Meridian $8,400.' }] });
  // #endregion
  await tap(await openQuestion(world), 'Approve');
  expect(told(await run)).toEqual(['wired 8400']);
});

test('with a checkpointer the run ends as long as the human thinks', async () => {
  const { client } = await newWorld();
  const approval = humanApproval({
    client,
    tools: { wire: true },
    ask: { recipient: '+1 (312) 847-1928', channel: 'sms' },
  });
  const checkpointer = new MemorySaver();
  // #region ask
  const ask = { recipient: 'ada@company.example', channel: 'email' } as const;
  const tools = [wire, purge, askHuman({ client, ask })];
  // #endregion
  const agent = createAgent({ model, tools, middleware: [approval], checkpointer });
  const thread = { configurable: { thread_id: 'payment-7' } };
  await agent.invoke({ messages: [{ role: 'user', content: 'Pay.' }] }, thread);
  expect((await agent.graph.getState(thread)).next).toEqual(['tools']);
});
