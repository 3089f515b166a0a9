// No model, and nobody who gets at the checkpoint, makes one approval serve what it was not given for.
import { AIMessage, type ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { approvalTool } from './approval-tool.ts';
import { resumePause } from './resume-pause.ts';
import type { Exclusively } from './one-at-a-time.ts';
import type { Wait } from './place.ts';
import { agent, meridian, modelSaid, sharedTask, told, wireTool } from './testing/agent.ts';
import { thread } from './testing/payments.ts';
import { asked, newWorld, openQuestion, tap, whom, type World } from './testing/world.ts';

let world: World;
let wired: unknown[];
beforeEach(async () => {
  world = await newWorld();
  wired = [];
});

const gated = (wait?: Wait) =>
  approvalTool(wireTool(wired), { client: world.client, wait, ask: whom });

test('calls that share a task would run again with each other: none does, nobody is asked', async () => {
  const [first, second] = [1, 2].map((amount) => ({ id: `${amount}`, args: { to: 'A', amount } }));
  const messages = [modelSaid(first!, second!)];
  const graph = sharedTask([gated()]);
  await graph.invoke({ messages }, thread('a'));
  const error = expect.stringContaining('sendToolCalls') as unknown;
  expect(await told(graph)).toEqual([{ error }, { error }]);
  expect([await asked(world), wired]).toEqual([[], []]);
  // In process nothing is run again.
  const run = sharedTask([gated('in-process')]).invoke({ messages }, thread('a'));
  for (const choice of ['Approve', 'Reject']) await tap(await openQuestion(world), choice);
  await run;
  expect(wired).toHaveLength(1);
});

test('two calls under one id can’t be told apart: neither runs, nobody is asked', async () => {
  const graph = agent([gated()], { args: meridian }, { args: meridian });
  await graph.invoke({ messages: [] }, thread('a'));
  const error = expect.stringContaining('neither may run') as unknown;
  expect(await told(graph)).toEqual([{ error }, { error }]);
  expect([await asked(world), wired]).toEqual([[], []]);
});

test('arguments changed after the question do not run', async () => {
  const args = { ...meridian };
  const run = gated('in-process').invoke({ name: 'wire', args, id: 'call_1', type: 'tool_call' });
  const pause = await openQuestion(world);
  args.amount = 84_000;
  await tap(pause, 'Approve');
  expect(await run).toMatchObject({ content: expect.stringContaining('another call') as unknown });
  expect(wired).toEqual([]);
});

test('a checkpoint in which somebody changed the call runs nothing by the old approval', async () => {
  const graph = agent([gated()], { args: meridian });
  await graph.invoke({ messages: [] }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  const { values, config } = await graph.getState(thread('a'));
  const [message] = (values as { messages: AIMessage[] }).messages;
  const changed = new AIMessage({
    ...{ id: message!.id!, content: '' },
    tool_calls: [{ id: 'call_1', name: 'wire', args: { ...meridian, amount: 84_000 } }],
  });
  await graph.updateState(config, { messages: [changed] }, 'model');
  await graph.invoke(null, thread('a'));
  expect(wired).toEqual([]);
  expect((await asked(world)).map(({ status }) => status).toSorted()).toEqual([
    'pending',
    'responded',
  ]);
});

test('woken by two at once under no common lock, where yeses are taken once, a call runs once', async () => {
  const used = new Set<string>();
  const once = (id: string) => !used.has(id) && used.add(id).has(id);
  const { client } = world;
  const careful = approvalTool(wireTool(wired), { client, ask: whom, once });
  const graph = agent([careful], { args: meridian });
  await graph.invoke({ messages: [] }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  const exclusively: Exclusively = (_thread, work) => work();
  await Promise.all([1, 2].map(() => resumePause(graph, pause, { exclusively })));
  expect(wired).toEqual([meridian]);
});

test('a tool of any name and any arguments is asked about as it is', async () => {
  const name = 'drop “tables”; --\u202Enow';
  const hostile = tool((args) => void wired.push(args), {
    name,
    description: '',
    schema: z.looseObject({}),
  });
  const args = { 'a\nb': '<script>', ['__proto__x']: { toString: 1 }, emoji: '🏴‍☠️', list: [1, [2]] };
  const wrapped = approvalTool(hostile, { client: world.client, ask: { ...whom, message: 'Go?' } });
  const graph = agent([wrapped], { name, args });
  await graph.invoke({ messages: [] }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  await resumePause(graph, pause);
  expect(wired).toEqual([args]);
});

test.each<[string, unknown]>([
  ['a million characters', 'x'.repeat(1_000_000)],
  ['nesting without an end', Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 1)],
  ['half a character', '\ud800'],
])('arguments that no human could read run nothing: %s', async (_, memo) => {
  const args = { ...meridian, memo };
  const call = { name: 'wire', args, id: 'call_1', type: 'tool_call' } as const;
  const { status, content } = (await gated('in-process').invoke(call)) as ToolMessage;
  expect([status, content]).toEqual(['error', expect.stringContaining('No human could be asked')]);
  expect([await asked(world), wired]).toEqual([[], []]);
});
