// LangGraph's own agent asks about each call alone, where each call is a task of its own.
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { MemorySaver } from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { beforeEach, expect, test } from 'vitest';
import { approvalTool } from './approval-tool.ts';
import { resumePause } from './resume-pause.ts';
import { meridian, modelSaid, told, wireTool } from './testing/agent.ts';
import { thread } from './testing/payments.ts';
import { asked, newWorld, sent, tap, whom, type World } from './testing/world.ts';

let world: World;
let wired: unknown[];
beforeEach(async () => {
  world = await newWorld();
  wired = [];
});

/** Calls `wire` twice with the same arguments, and is done. */
class Payer extends BaseChatModel {
  override _llmType(): string {
    return 'scripted';
  }

  override bindTools() {
    return this;
  }

  override _generate(messages: BaseMessage[]) {
    const calls = ['first', 'second'].map((id) => ({ id, args: meridian }));
    const message = messages.some(({ type }) => type === 'tool')
      ? new AIMessage('Done.')
      : modelSaid(...calls);
    return Promise.resolve({ generations: [{ text: '', message }] });
  }
}

const payer = (version?: 'v1' | 'v2') =>
  createReactAgent({
    llm: new Payer({}),
    tools: [approvalTool(wireTool(wired), { client: world.client, ask: whom })],
    checkpointer: new MemorySaver(),
    ...(version && { version }),
  });

test('the same call twice is two questions, answered at once and run once by the one yes', async () => {
  const graph = payer('v2');
  await graph.invoke({ messages: [] }, thread('a'));
  const pauses = await asked(world);
  await expect.poll(() => sent(world)).toHaveLength(2);
  await tap(pauses[0]!, 'Approve');
  await tap(pauses[1]!, 'Reject');
  await Promise.all([...pauses, ...pauses].map((pause) => resumePause(graph, pause)));
  expect(wired).toEqual([meridian]);
  expect((await told(graph)).toSorted()).toEqual([
    { error: expect.stringContaining('A human rejected') },
    'wired 8400',
  ]);
  expect((await graph.getState(thread('a'))).next).toEqual([]);
  expect([(await asked(world)).length, (await sent(world)).length]).toEqual([2, 2]);
});

test('where its calls share a task, as they do by default, none runs and it says what to do', async () => {
  const graph = payer();
  await graph.invoke({ messages: [] }, thread('a'));
  const error = expect.stringContaining('createReactAgent({ version: "v2" })') as unknown;
  expect(await told(graph)).toEqual([{ error }, { error }]);
  expect([await asked(world), wired]).toEqual([[], []]);
});
