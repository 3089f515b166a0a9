// Who stops a run that is asking leaves nobody a question; who stops what was left to be woken does.
import { MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { beforeEach, expect, test } from 'vitest';
import { approvalTool } from './approval-tool.ts';
import { askHuman } from './ask-human.ts';
import { resumePause, type ResumableGraph } from './resume-pause.ts';
import { agent, meridian, wireTool } from './testing/agent.ts';
import { approvalOf, payments, State, thread } from './testing/payments.ts';
import { asked, connect, newWorld, openQuestion, tap, whom, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});

/** A client that tells once a question was asked, before whoever asked it hears so. */
const watched = (onAsked: () => unknown) =>
  connect(world.apiKey, async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method === 'POST') await onAsked();
    return response;
  });
type Watched = ReturnType<typeof watched>;

test.each<[string, (client: Watched) => ResumableGraph]>([
  ['a node', (client) => payments(client, new MemorySaver())],
  [
    'a tool',
    (client) => agent([approvalTool(wireTool([]), { client, ask: whom })], { args: meridian }),
  ],
  [
    'a model',
    (client) =>
      agent([askHuman({ client, ask: whom })], {
        name: 'ask_human',
        args: { question: 'Which?', options: ['Red', 'Blue'] },
      }),
  ],
])('stopped while %s asks, the run withdraws its question', async (_, graphOf) => {
  const stop = new AbortController();
  const graph = graphOf(watched(() => stop.abort()));
  const run = graph.invoke({ amount: 1, messages: [] }, { ...thread('a'), signal: stop.signal });
  await expect(run).rejects.toThrow();
  await expect
    .poll(async () => (await asked(world)).map(({ status }) => status))
    .toEqual(['cancelled']);
});

test('a run that was woken and stopped, by a shutdown say, leaves its question open', async () => {
  let stop = new AbortController();
  const graph = payments(
    watched(() => stop.abort()),
    new MemorySaver(),
  );
  await graph.invoke({ amount: 1 }, thread('a'));
  stop = new AbortController();
  const pause = await openQuestion(world);
  const config = () => ({ signal: stop.signal });
  await expect(resumePause(graph, pause, { config })).rejects.toThrow();
  expect(stop.signal.aborted).toBe(true);
  await tap(pause, 'Approve');
  expect(await resumePause(graph, pause)).toBe('resumed');
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: ['wire'] });
});

test('a failure beside it leaves its question open, and the run that is tried again finds it', async () => {
  let fail: (error: Error) => void = () => undefined;
  let works = false;
  const failing = new Promise<void>((_, reject) => (fail = reject));
  const graph = new StateGraph(State)
    .addNode(
      'approve',
      approvalOf(
        watched(async () => {
          fail(new Error('the bank is closed'));
          await failing.catch(() => undefined);
        }),
      ),
    )
    .addNode('beside', async () => {
      if (!works) await failing;
      return {};
    })
    .addEdge(START, 'approve')
    .addEdge(START, 'beside')
    .compile({ checkpointer: new MemorySaver() });
  await expect(graph.invoke({ amount: 1 }, thread('a'))).rejects.toThrow('the bank is closed');
  await tap(await openQuestion(world), 'Approve');
  works = true;
  expect(await graph.invoke(null, thread('a'))).toMatchObject({ decision: { choice: 'Approve' } });
  expect(await asked(world)).toHaveLength(1);
});
