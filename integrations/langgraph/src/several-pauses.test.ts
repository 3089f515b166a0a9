// Several questions of one thread: in one step, in a loop, in a subgraph, in a fork. Each is its own.
import { Annotation, END, MemorySaver, Send, START, StateGraph } from '@langchain/langgraph';
import { beforeEach, expect, test } from 'vitest';
import { approvalNode } from './approval-node.ts';
import { resumePause } from './resume-pause.ts';
import { approvalOf, State, thread, type Payment } from './testing/payments.ts';
import { asked, newWorld, openQuestion, tap, whom, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});

const Many = Annotation.Root({
  payees: Annotation<string[]>,
  paid: Annotation<string[]>({ reducer: (before, more) => before.concat(more), default: () => [] }),
});

const approvePayee = () =>
  approvalNode({
    client: world.client,
    request: ({ payee }: { payee: string }) => ({
      ...whom,
      message: `Pay ${payee}?`,
      options: ['Yes', 'No'],
    }),
    apply: ({ kind, choice }, { payee }) => ({ paid: [`${payee}: ${choice ?? kind}`] }),
  });

test('many at once are asked once each, and decided in any order', async () => {
  const graph = new StateGraph(Many)
    .addNode('approve', approvePayee())
    .addConditionalEdges(
      START,
      ({ payees }) => payees.map((payee) => new Send('approve', { payee })),
      ['approve'],
    )
    .addEdge('approve', END)
    .compile({ checkpointer: new MemorySaver() });
  const payees = ['Ada', 'Bob', 'Eve', 'Meridian'];
  await graph.invoke({ payees }, thread('a'));
  expect(await asked(world)).toHaveLength(4);
  for (const [payee, choice] of [
    ['Eve', 'No'],
    ['Ada', 'Yes'],
    ['Meridian', 'Yes'],
  ] as const) {
    const pause = await openQuestion(world, payee);
    await tap(pause, choice);
    expect(await resumePause(graph, pause)).toBe('resumed');
    // Told again while others of its step still wait.
    expect(await resumePause(graph, pause)).toBe('done');
  }
  await world.client.pauses.cancel((await openQuestion(world, 'Bob')).pause_id);
  for (const pause of await asked(world)) await resumePause(graph, pause);
  const { values, next } = await graph.getState(thread('a'));
  expect(next).toEqual([]);
  expect((values as typeof Many.State).paid.toSorted()).toEqual([
    'Ada: Yes',
    'Bob: cancelled',
    'Eve: No',
    'Meridian: Yes',
  ]);
  expect(await asked(world)).toHaveLength(4);
});

test('a loop asks anew each time, and an old answer does not count again', async () => {
  const graph = new StateGraph(State)
    .addNode('approve', approvalOf(world.client))
    .addNode('wire', ({ decision }) => ({ ran: [decision.choice ?? ''] }))
    .addEdge(START, 'approve')
    .addEdge('approve', 'wire')
    .addConditionalEdges('wire', ({ ran }: Payment) => (ran.length < 3 ? 'approve' : END), [
      'approve',
      END,
    ])
    .compile({ checkpointer: new MemorySaver() });
  await graph.invoke({ amount: 1 }, thread('a'));
  const choices = ['Approve', 'Reject', 'Approve'];
  const pauses = [];
  for (const choice of choices) {
    const pause = await openQuestion(world);
    await tap(pause, choice);
    expect(await resumePause(graph, pause)).toBe('resumed');
    pauses.push(pause);
    // What is told again of an older one wakes nobody.
    for (const old of pauses) expect(await resumePause(graph, old)).toBe('done');
  }
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: choices });
  expect(await asked(world)).toHaveLength(3);
});

test('in a subgraph of a subgraph it waits and wakes all the same', async () => {
  const inner = new StateGraph(State)
    .addNode('approve', approvalOf(world.client))
    .addNode('again', approvalOf(world.client))
    .addEdge(START, 'approve')
    .addEdge('approve', 'again')
    .compile();
  const middle = new StateGraph(State).addNode('inner', inner).addEdge(START, 'inner').compile();
  const graph = new StateGraph(State)
    .addNode('middle', middle)
    .addEdge(START, 'middle')
    .compile({ checkpointer: new MemorySaver() });
  await graph.invoke({ amount: 1 }, thread('a'));
  const first = await openQuestion(world);
  expect(await resumePause(graph, first)).toBe('waiting');
  await tap(first, 'Approve');
  expect(await resumePause(graph, first)).toBe('resumed');
  expect(await resumePause(graph, first)).toBe('done');
  const second = await openQuestion(world);
  expect(second.pause_id).not.toBe(first.pause_id);
  await tap(second, 'Reject');
  expect(await resumePause(graph, second)).toBe('resumed');
  const { values, next } = await graph.getState(thread('a'));
  expect([values, next]).toMatchObject([{ decision: { choice: 'Reject' } }, []]);
  expect(await resumePause(graph, second)).toBe('done');
  expect(await asked(world)).toHaveLength(2);
});

test('a fork is another question: what was approved there was not approved here', async () => {
  const graph = new StateGraph(State)
    .addNode('approve', approvalOf(world.client))
    .addEdge(START, 'approve')
    .compile({ checkpointer: new MemorySaver() });
  await graph.invoke({ amount: 1 }, thread('a'));
  const before = await graph.getState(thread('a'));
  const pause = await openQuestion(world);
  await tap(pause, 'Approve');
  await resumePause(graph, pause);
  await graph.updateState(before.config, { amount: 1_000 });
  await graph.invoke(null, thread('a'));
  expect((await openQuestion(world)).message).toBe('Wire $1000 to Meridian?');
  expect((await graph.getState(thread('a'))).values).not.toHaveProperty('decision');
});

test('threads with any name keep apart', async () => {
  const graph = new StateGraph(State)
    .addNode('approve', approvalOf(world.client))
    .addEdge(START, 'approve')
    .compile({ checkpointer: new MemorySaver() });
  const names = ['x'.repeat(2_000), 'Überweisung ✓', 'a\nb', 'a:b', 'a'];
  for (const name of names) {
    await graph.invoke({ amount: 1 }, thread(name));
    await graph.invoke(null, thread(name));
  }
  const pauses = await asked(world);
  expect(pauses).toHaveLength(names.length);
  for (const pause of pauses) {
    await tap(pause, 'Approve');
    expect(await resumePause(graph, pause)).toBe('resumed');
  }
});
