// Whoever has no public address follows the feed; what happened meanwhile is not lost.
import { MemorySaver } from '@langchain/langgraph';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ResumableGraph } from './resume-pause.ts';
import { resumePauses } from './resume-pauses.ts';
import { payments, thread } from './testing/payments.ts';
import { newWorld, openQuestion, tap, type World } from './testing/world.ts';

let world: World;
let stop: AbortController;
beforeEach(async () => {
  world = await newWorld();
  stop = new AbortController();
});
afterEach(() => stop.abort());

const follow = (graph: ResumableGraph, options: object = {}) =>
  resumePauses(graph, { client: world.client, signal: stop.signal, ...options });
const ranOf = async (graph: ResumableGraph, name: string) =>
  ((await graph.getState(thread(name))).values as { ran?: string[] }).ran;
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 40_000 });

test('an answer wakes its thread, and aborting ends it quietly', async () => {
  const graph = payments(world.client, new MemorySaver());
  const { next_cursor: after } = await world.client.events.list({ after: 'latest' });
  const following = follow(graph, { after });
  await graph.invoke({ amount: 1 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  await eventually(async () => expect(await ranOf(graph, 'a')).toEqual(['wire']));
  stop.abort();
  await expect(following).resolves.toBeUndefined();
});

test('what was answered while nobody followed is caught up with, each once', async () => {
  const onWire = vi.fn();
  const graph = payments(world.client, new MemorySaver(), { onWire });
  for (const name of ['a', 'b', 'c']) {
    await graph.invoke({ amount: 1 }, thread(name));
    await tap(await openQuestion(world), 'Approve');
  }
  const cursors: string[] = [];
  const keep = (cursor: string) => void cursors.push(cursor);
  const first = follow(graph, { keep });
  await eventually(async () => {
    for (const name of ['a', 'b', 'c']) expect(await ranOf(graph, name)).toEqual(['wire']);
    expect(cursors.length).toBeGreaterThan(0);
  });
  stop.abort();
  await first;
  stop = new AbortController();
  const outcomes: string[] = [];
  void follow(graph, { onResumed: (_: unknown, outcome: string) => outcomes.push(outcome) });
  await eventually(async () => expect(outcomes).toEqual(['done', 'done', 'done']));
  expect(onWire).toHaveBeenCalledTimes(3);
  const { data } = await world.client.events.list({ after: cursors.at(-1) });
  expect(data).toEqual([]);
});

test('a thread that is not checkpointed yet is looked at again, and nobody waits for it', async () => {
  const graph = payments(world.client, new MemorySaver());
  let checkpointed = false;
  const outcomes: string[] = [];
  void follow(
    {
      invoke: graph.invoke.bind(graph),
      getState: (config: never, options: never) => {
        const { thread_id } = (config as { configurable: { thread_id: string } }).configurable;
        return graph.getState(
          thread_id === 'slow' && !checkpointed ? thread('none') : config,
          options,
        );
      },
    },
    { onResumed: (_: unknown, outcome: string) => outcomes.push(outcome) },
  );
  await graph.invoke({ amount: 1 }, thread('slow'));
  await tap(await openQuestion(world), 'Approve');
  await graph.invoke({ amount: 2 }, thread('fast'));
  await tap(await openQuestion(world), 'Reject');
  await eventually(async () => expect(outcomes).toEqual(['resumed']));
  checkpointed = true;
  await eventually(async () => expect(await ranOf(graph, 'slow')).toEqual(['wire']));
});

test('a run that fails is told, and the others go on', async () => {
  const graph = payments(world.client, new MemorySaver(), {
    onWire: () => {
      throw new Error('the bank is closed');
    },
  });
  const errors: unknown[] = [];
  const keep = vi.fn();
  void follow(graph, { keep, onError: (error: unknown) => errors.push(error) });
  await graph.invoke({ amount: 1 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  await eventually(async () => expect(errors).toMatchObject([{ message: 'the bank is closed' }]));
  await graph.invoke({ amount: 1 }, thread('b'));
  await tap(await openQuestion(world), 'Reject');
  await eventually(async () => expect((await graph.getState(thread('b'))).next).toEqual([]));
});
