// Waking a thread is the developer's to bound: with their configuration, under their lock.
import { MemorySaver, START, StateGraph, type LangGraphRunnableConfig } from '@langchain/langgraph';
import { beforeEach, expect, test } from 'vitest';
import type { Exclusively } from './one-at-a-time.ts';
import { resumePause } from './resume-pause.ts';
import { approvalOf, payments, State, thread } from './testing/payments.ts';
import { newWorld, openQuestion, tap, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});

test('what the checkpoint does not hold comes from the developer', async () => {
  const graph = new StateGraph(State)
    .addNode('approve', approvalOf(world.client))
    .addNode('wire', (_, config: LangGraphRunnableConfig) => ({
      ran: [`for ${String(config.configurable?.['user_id'])}`],
    }))
    .addEdge(START, 'approve')
    .addEdge('approve', 'wire')
    .compile({ checkpointer: new MemorySaver() });
  await graph.invoke({ amount: 1 }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  const config = (threadId: string) => ({ configurable: { user_id: `owner of ${threadId}` } });
  expect(await resumePause(graph, pause, { config })).toBe('resumed');
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: ['for owner of a'] });
});

test('every run is under the lock that was given, by its thread', async () => {
  const graph = payments(world.client, new MemorySaver());
  await graph.invoke({ amount: 1 }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  const seen: string[] = [];
  const exclusively: Exclusively = async (threadId, work) => {
    seen.push(`lock ${threadId}`);
    const outcome = await work();
    seen.push(String(outcome));
    return outcome;
  };
  await resumePause(graph, pause, { exclusively });
  expect(seen).toEqual(['lock a', 'resumed']);
});

test.each([
  ['none', null],
  ['of something else', { langgraph: 'yes', order: 7 }],
  ['of half of it', { langgraph: { thread_id: 'a' } }],
])('a pause with metadata %s is no graph’s', async (_, metadata) => {
  const graph = payments(world.client, new MemorySaver());
  expect(await resumePause(graph, { pause_id: 'psr_1', metadata })).toBe('foreign');
});

test('a thread that was never there is not there yet', async () => {
  const asking = payments(world.client, new MemorySaver());
  await asking.invoke({ amount: 1 }, thread('a'));
  const graph = payments(world.client, new MemorySaver());
  expect(await resumePause(graph, await openQuestion(world))).toBe('early');
});
