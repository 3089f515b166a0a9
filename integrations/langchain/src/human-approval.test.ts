// A gated call runs by a human's yes to that very call; the model hears anything else as what it is.
import { Command, MemorySaver } from '@langchain/langgraph';
import { HumanMessage } from 'langchain';
import type { PausePoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import type { Gate } from './gate.ts';
import { humanApproval } from './human-approval.ts';
import { agent, meridian, thread, told, wireTool, type Call } from './testing/agent.ts';
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
let wired: unknown[];
beforeEach(async () => {
  world = await newWorld();
  wired = [];
});

const start = { messages: [new HumanMessage('Pay Meridian.')] };
const gated = (gate: Gate = true, client: PausePoint = world.client) => ({
  tools: [wireTool(wired)],
  middleware: [
    humanApproval({ client, tools: { wire: gate }, ask: { ...whom, metadata: { order: 7 } } }),
  ],
});
const durable = (gate?: Gate) => ({ ...gated(gate), checkpointer: new MemorySaver() });
/** Wakes whatever waits, as often as it is called. */
const wake = async (sleeping: ReturnType<typeof agent>, name = 'a') => {
  const { tasks } = await sleeping.graph.getState(thread(name));
  const resume = Object.fromEntries(
    tasks.flatMap(({ interrupts }) => interrupts.map(({ id, value }) => [id!, value as unknown])),
  );
  return sleeping.invoke(new Command({ resume }), thread(name));
};

test('in process: the human sees tool and arguments, and by their yes exactly that runs', async () => {
  const run = agent(gated(), [{ args: meridian }]).invoke(start);
  const pause = await openQuestion(world);
  expect(pause).toMatchObject({
    message: 'May “wire” run?',
    context: [{ label: 'Tool' }, { label: 'to' }, { label: 'amount', value: 8400 }],
    metadata: { order: 7, tool: 'wire' },
  });
  expect(wired).toEqual([]);
  await tap(pause, 'Approve');
  expect(told(await run)).toEqual(['wired 8400']);
  expect(wired).toEqual([meridian]);
});

test('with a checkpointer the run ends, and however often it is woken, one human is asked once', async () => {
  const sleeping = agent(durable(), [{ args: meridian }]);
  await sleeping.invoke(start, thread('a'));
  await wake(sleeping);
  await wake(sleeping);
  expect(wired).toEqual([]);
  const [pause, ...more] = await asked(world);
  expect([more, pause!.metadata]).toMatchObject([[], { langgraph: { thread_id: 'a' } }]);
  await expect.poll(() => sent(world)).toHaveLength(1);
  await tap(pause!, 'Approve');
  expect(told(await wake(sleeping))).toEqual(['wired 8400']);
  expect([wired, await asked(world)]).toMatchObject([[meridian], [{ status: 'responded' }]]);
  expect(await sent(world)).toHaveLength(1);
});

test('what a human wants otherwise the model hears, and its new call is asked about anew', async () => {
  const less = { ...meridian, amount: 1_000 };
  const run = agent(gated(), [{ args: meridian }], [{ args: less }]).invoke(start);
  await tap(await openQuestion(world), 'Reject', 'at most 1,000');
  const { context } = await openQuestion(world);
  expect(context).toContainEqual(expect.objectContaining({ label: 'amount', value: 1_000 }));
  await tap(await openQuestion(world), 'Approve');
  expect(told(await run)).toEqual([
    { error: expect.stringContaining('"at most 1,000"') },
    'wired 1000',
  ]);
  expect(wired).toEqual([less]);
});

test('a resume value that says yes is no yes', async () => {
  const sleeping = agent(durable(), [{ args: meridian }]);
  await sleeping.invoke(start, thread('a'));
  const decisions = [{ type: 'approve' }];
  await sleeping.invoke(new Command({ resume: { decisions, choice: 'Approve' } }), thread('a'));
  expect(wired).toEqual([]);
});

test('a no reaches the model with the human’s words, silence as silence, a withdrawal as that', async () => {
  const outcome = async (ask: object, act: () => Promise<unknown>) => {
    const run = agent(gated({ ask: { ...whom, ...ask } }), [{ args: meridian }]).invoke(start);
    await act();
    return told(await run);
  };
  expect(
    await outcome({}, async () => tap(await openQuestion(world), 'Reject', 'legal first')),
  ).toEqual([
    { error: expect.stringContaining('A human rejected this call of wire: "legal first"') },
  ]);
  expect(await outcome({ timeout_seconds: 1 }, async () => undefined)).toEqual([
    { error: expect.stringContaining('No human agreed: nobody answered in time') },
  ]);
  const withdraw = async () => world.client.pauses.cancel((await openQuestion(world)).pause_id);
  expect(await outcome({}, withdraw)).toEqual([
    { error: expect.stringContaining('No human agreed: the question was withdrawn') },
  ]);
  expect(wired).toEqual([]);
});

test('calls of one message are decided each alone: a no stops none of the others', async () => {
  const calls: Call[] = [1, 2, 3].map((amount) => ({
    id: `call_${amount}`,
    args: { to: 'A', amount },
  }));
  const free = ({ arguments: args }: { arguments: unknown }) =>
    (args as { amount: number }).amount > 1;
  const sleeping = agent(durable(free), calls);
  await sleeping.invoke(start, thread('a'));
  expect(wired).toMatchObject([{ amount: 1 }]);
  const of = async (amount: number) =>
    (await asked(world)).find(({ context }) => context?.some(({ value }) => value === amount))!;
  await tap(await of(3), 'Approve');
  await wake(sleeping);
  expect(wired).toMatchObject([{ amount: 1 }, { amount: 3 }]);
  await tap(await of(2), 'Reject');
  expect(told(await wake(sleeping))).toEqual([
    'wired 1',
    { error: expect.stringContaining('rejected') },
    'wired 3',
  ]);
  expect([wired.length, (await asked(world)).length]).toEqual([2, 2]);
});

test('the same call in the next message is asked about anew, also under the same id', async () => {
  const run = agent(gated(), [{ args: meridian }], [{ args: meridian }]).invoke(start);
  for (const choice of ['Approve', 'Reject']) await tap(await openQuestion(world), choice);
  expect(told(await run)).toEqual(['wired 8400', { error: expect.stringContaining('rejected') }]);
  expect([wired.length, (await asked(world)).length]).toEqual([1, 2]);
});

test('aborting the run withdraws its question', async () => {
  const stop = new AbortController();
  const run = agent(gated(), [{ args: meridian }]).invoke(start, { signal: stop.signal });
  const { pause_id } = await openQuestion(world);
  stop.abort();
  await expect(run).rejects.toThrow();
  expect((await world.client.pauses.wait(pause_id)).status).toBe('cancelled');
  expect(wired).toEqual([]);
});

test('stopped while it asks, the run withdraws its question: nobody would hear the answer', async () => {
  const stop = new AbortController();
  const client = connect(world.apiKey, async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method === 'POST') stop.abort();
    return response;
  });
  const checkpointer = new MemorySaver();
  const stopped = agent({ ...gated(true, client), checkpointer }, [{ args: meridian }]);
  await expect(stopped.invoke(start, { ...thread('a'), signal: stop.signal })).rejects.toThrow();
  await expect.poll(() => asked(world)).toMatchObject([{ status: 'cancelled' }]);
});

test('where no human can be asked or reached, the model hears that', async () => {
  const refused = await restricted(world);
  const error = (why: string) =>
    expect.stringMatching(`^No human could be asked.*${why}`) as unknown;
  expect(told(await agent(gated(true, refused), [{ args: meridian }]).invoke(start))).toEqual([
    { error: error('policy_denied') },
  ]);
  await makeUnreachable(world);
  expect(told(await agent(gated(), [{ args: meridian }]).invoke(start))).toEqual([
    { error: error('undeliverable') },
  ]);
  expect(wired).toEqual([]);
});

test('who asked for an interrupt without a checkpointer asks nobody', async () => {
  const { client } = world;
  const approval = humanApproval({ client, wait: 'interrupt', tools: { wire: true }, ask: whom });
  const run = agent({ tools: [wireTool(wired)], middleware: [approval] }, [{ args: meridian }]);
  await expect(run.invoke(start)).rejects.toThrow(/checkpointer/);
  expect([wired, await asked(world)]).toEqual([[], []]);
});

test('after a restart a new agent runs what was approved, once, of persisted state alone', async () => {
  const checkpointer = new MemorySaver();
  await agent({ ...gated(), checkpointer }, [{ args: meridian }]).invoke(start, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  const restarted = agent({ ...gated(), checkpointer });
  expect(told(await wake(restarted))).toEqual(['wired 8400']);
  await wake(restarted);
  expect([wired, (await asked(world)).length]).toEqual([[meridian], 1]);
});
