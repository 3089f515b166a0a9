// A tool runs by a human's yes to that very call; the model hears anything else as what it is.
import type { PausePoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { approvalTool } from './approval-tool.ts';
import { askHuman } from './ask-human.ts';
import { resumePause } from './resume-pause.ts';
import type { Wait } from './place.ts';
import { agent, meridian, told, wireTool } from './testing/agent.ts';
import { thread } from './testing/payments.ts';
import {
  asked,
  makeUnreachable,
  newWorld,
  openQuestion,
  restricted,
  tap,
  whom,
  type World,
} from './testing/world.ts';

let world: World;
let wired: unknown[];
beforeEach(async () => {
  world = await newWorld();
  wired = [];
});

const gated = (wait?: Wait, client: PausePoint = world.client) =>
  approvalTool(wireTool(wired), { client, wait, ask: { ...whom, metadata: { order: 7 } } });

test('the human sees tool and arguments, and by their yes exactly that runs, once', async () => {
  const graph = agent([gated()], { args: meridian });
  await graph.invoke({ messages: [] }, thread('a'));
  await graph.invoke(null, thread('a'));
  const pause = await openQuestion(world);
  expect(pause).toMatchObject({
    message: 'May “wire” run?',
    context: [
      { label: 'Tool' },
      { label: 'to', value: 'Meridian' },
      { label: 'amount', value: 8400 },
    ],
    metadata: { order: 7, tool: 'wire', langgraph: { thread_id: 'a' } },
  });
  expect(wired).toEqual([]);
  await tap(pause, 'Approve');
  expect(await resumePause(graph, pause)).toBe('resumed');
  expect(await resumePause(graph, pause)).toBe('done');
  expect([wired, await told(graph)]).toEqual([[meridian], ['wired 8400']]);
  expect(await asked(world)).toHaveLength(1);
});

test('a no reaches the model with the human’s words, silence as silence', async () => {
  const graph = agent([gated('in-process')], { args: meridian });
  const run = graph.invoke({ messages: [] }, thread('a'));
  await tap(await openQuestion(world), 'Reject', 'ask legal first');
  await run;
  expect(await told(graph)).toEqual([
    { error: expect.stringContaining('A human rejected this call of wire: "ask legal first"') },
  ]);
  const ask = { ...whom, timeout_seconds: 1 };
  const hasty = approvalTool(wireTool(wired), { client: world.client, wait: 'in-process', ask });
  const late = agent([hasty], { args: meridian });
  await late.invoke({ messages: [] }, thread('a'));
  expect(await told(late)).toEqual([
    { error: expect.stringContaining('No human agreed: nobody answered in time') },
  ]);
  expect(wired).toEqual([]);
});

test('calls of one message are decided each alone, in any order', async () => {
  const graph = agent(
    [gated()],
    ...[1, 2, 3].map((amount) => ({ id: `call_${amount}`, args: { to: 'Meridian', amount } })),
  );
  await graph.invoke({ messages: [] }, thread('a'));
  const pauses = await asked(world);
  expect(pauses).toHaveLength(3);
  const of = (amount: number) =>
    pauses.find(({ context }) => context?.some(({ value }) => value === amount))!;
  for (const [amount, choice] of [
    [3, 'Approve'],
    [2, 'Reject'],
    [1, 'Approve'],
  ] as const) {
    await tap(of(amount), choice);
    expect(await resumePause(graph, of(amount))).toBe('resumed');
  }
  expect(wired).toMatchObject([{ amount: 3 }, { amount: 1 }]);
  expect(await told(graph)).toEqual([
    'wired 1',
    { error: expect.stringContaining('rejected') },
    'wired 3',
  ]);
  expect(await asked(world)).toHaveLength(3);
});

test('where no human can be asked, the model hears that, and nothing runs', async () => {
  const graph = agent([gated('interrupt', await restricted(world))], { args: meridian });
  await graph.invoke({ messages: [] }, thread('a'));
  expect(await told(graph)).toEqual([
    { error: expect.stringMatching(/^No human could be asked.*policy_denied/s) },
  ]);
  await makeUnreachable(world);
  const lost = agent([gated('in-process')], { args: meridian });
  await lost.invoke({ messages: [] }, thread('a'));
  expect(await told(lost)).toEqual([
    { error: expect.stringMatching(/^No human could be asked.*undeliverable/s) },
  ]);
  expect(wired).toEqual([]);
});

test('a model that asks hears who decided, and silence as silence', async () => {
  const ask = askHuman({ client: world.client, ask: { ...whom, timeout_seconds: 3_600 } });
  const args = { question: 'Which logo?', options: ['Red', 'Blue'] };
  const graph = agent([ask], { name: 'ask_human', args });
  await graph.invoke({ messages: [] }, thread('a'));
  const pause = await openQuestion(world);
  expect(pause).toMatchObject({ message: 'Which logo?', options: ['Red', 'Blue'] });
  await tap(pause, 'Blue', 'the darker one');
  await resumePause(graph, pause);
  expect(await told(graph)).toEqual(['A human answered: "Blue". They added: "the darker one".']);
  const hasty = askHuman({
    client: world.client,
    wait: 'in-process',
    ask: { ...whom, timeout_seconds: 1 },
  });
  const late = agent([hasty], { name: 'ask_human', args });
  await late.invoke({ messages: [] }, thread('a'));
  expect(await told(late)).toEqual([
    expect.stringContaining('No human answered: nobody answered in time'),
  ]);
  const vain = agent([ask], { name: 'ask_human', args: { question: '', options: ['a', 'A'] } });
  await vain.invoke({ messages: [] }, thread('a'));
  expect(await told(vain)).toEqual([expect.stringContaining('No human could be asked')]);
});
