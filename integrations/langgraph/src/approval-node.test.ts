// A node asks once, however often it is run, and goes on by what the human, the clock or nobody decided.
import { MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { beforeEach, expect, test } from 'vitest';
import { approvalNode } from './approval-node.ts';
import { resumePause } from './resume-pause.ts';
import { payments, State, thread } from './testing/payments.ts';
import {
  asked,
  connect,
  makeUnreachable,
  newWorld,
  openQuestion,
  restricted,
  sent,
  tap,
  whom,
  type World,
} from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});

test('it asks once over any number of runs, and goes on by the human’s choice', async () => {
  const graph = payments(world.client, new MemorySaver());
  await graph.invoke({ amount: 8400 }, thread('a'));
  for (let run = 0; run < 3; run++) await graph.invoke(null, thread('a'));
  const pause = await openQuestion(world);
  expect(await resumePause(graph, pause)).toBe('waiting');
  await expect.poll(() => sent(world)).toHaveLength(1);
  await tap(pause, 'Approve', 'go on');
  expect(await resumePause(graph, pause)).toBe('resumed');
  expect((await graph.getState(thread('a'))).values).toMatchObject({
    ran: ['wire'],
    decision: { kind: 'answered', choice: 'Approve', text: 'go on', pause_id: pause.pause_id },
  });
  expect(await resumePause(graph, pause)).toBe('done');
  const [only, ...more] = await asked(world);
  expect(more).toEqual([]);
  expect(await sent(world)).toHaveLength(1);
  expect(only!.metadata).toMatchObject({ order: 7, langgraph: { thread_id: 'a' } });
});

test('a human’s no goes its own way', async () => {
  const graph = payments(world.client, new MemorySaver());
  await graph.invoke({ amount: 1 }, thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Reject');
  await resumePause(graph, pause);
  const { values, next } = await graph.getState(thread('a'));
  expect([values, next]).toMatchObject([{ ran: [], decision: { choice: 'Reject' } }, []]);
});

test('an answer that comes before the node has asked again needs no interrupt', async () => {
  const graph = payments(world.client, new MemorySaver());
  await graph.invoke({ amount: 1 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  expect(await graph.invoke(null, thread('a'))).toMatchObject({ ran: ['wire'] });
});

test.each(['interrupt', 'in-process'] as const)(
  'silence is nobody’s choice, whatever the default says: %s',
  async (wait) => {
    const graph = payments(world.client, new MemorySaver(), { wait, seconds: 1 });
    await graph.invoke({ amount: 1 }, thread('a'));
    const [pause] = await asked(world);
    await world.client.pauses.wait(pause!.pause_id);
    await resumePause(graph, pause!);
    expect((await graph.getState(thread('a'))).values).toMatchObject({
      ran: ['escalate'],
      decision: { kind: 'timed_out', choice: null },
    });
  },
);

test('a withdrawn question is nobody’s choice either', async () => {
  const graph = payments(world.client, new MemorySaver());
  await graph.invoke({ amount: 1 }, thread('a'));
  const pause = await openQuestion(world);
  await world.client.pauses.cancel(pause.pause_id);
  await resumePause(graph, pause);
  const { values } = await graph.getState(thread('a'));
  expect(values).toMatchObject({ ran: ['escalate'], decision: { kind: 'cancelled' } });
});

test('where nobody can be reached, the graph goes on and the question is withdrawn', async () => {
  await makeUnreachable(world);
  const graph = payments(world.client, undefined, { wait: 'in-process' });
  expect(await graph.invoke({ amount: 1 })).toMatchObject({
    ran: ['escalate'],
    decision: {
      kind: 'unasked',
      told: expect.stringContaining('No human could be asked') as unknown,
    },
  });
  expect((await asked(world)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});

test('a key that may not ask is told as that, and the graph goes on', async () => {
  const graph = payments(await restricted(world), new MemorySaver());
  expect(await graph.invoke({ amount: 1 }, thread('a'))).toMatchObject({
    ran: ['escalate'],
    decision: {
      kind: 'unasked',
      pause_id: null,
      told: expect.stringContaining('policy') as unknown,
    },
  });
});

test('in process it waits without a checkpointer, and every run asks anew', async () => {
  const graph = payments(world.client, undefined, { wait: 'in-process' });
  for (const choice of ['Approve', 'Reject']) {
    const run = graph.invoke({ amount: 1 });
    await tap(await openQuestion(world), choice);
    expect(await run).toMatchObject({ decision: { choice } });
  }
  expect(await asked(world)).toHaveLength(2);
});

test('woken while the server is away it waits on', async () => {
  let away = false;
  const unsteady: typeof fetch = (input, init) =>
    away && init?.method === 'GET' ? Promise.reject(new Error('no route')) : fetch(input, init);
  const graph = payments(connect(world.apiKey, unsteady), new MemorySaver());
  await graph.invoke({ amount: 1 }, thread('a'));
  const pause = await openQuestion(world);
  away = true;
  expect(await resumePause(graph, pause)).toBe('waiting');
  away = false;
  await tap(pause, 'Approve');
  expect(await resumePause(graph, pause)).toBe('resumed');
});

test('aborting the run withdraws its question', async () => {
  const graph = payments(world.client, undefined, { wait: 'in-process' });
  const stop = new AbortController();
  const run = graph.invoke({ amount: 1 }, { signal: stop.signal });
  const { pause_id } = await openQuestion(world);
  stop.abort();
  await expect(run).rejects.toThrow();
  expect((await world.client.pauses.wait(pause_id)).status).toBe('cancelled');
});

test('nobody is asked by a graph that could not wait for the answer', async () => {
  const graph = payments(world.client, undefined);
  await expect(graph.invoke({ amount: 1 })).rejects.toThrow(/checkpointer.*Nobody was asked/);
  expect(await asked(world)).toEqual([]);
});

test('a question that differs from run to run is refused, not asked twice', async () => {
  let run = 0;
  const node = approvalNode({
    client: world.client,
    request: () => ({ ...whom, message: `Try ${++run}?`, options: ['Yes', 'No'] }),
    apply: () => ({}),
  });
  const graph = new StateGraph(State)
    .addNode('approve', node)
    .addEdge(START, 'approve')
    .compile({ checkpointer: new MemorySaver() });
  await graph.invoke({ amount: 1 }, thread('a'));
  await expect(graph.invoke(null, thread('a'))).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  expect(await asked(world)).toHaveLength(1);
});
