// A real webhook wakes the thread that waits, once; whoever is not PausePoint wakes nobody.
import { createHmac } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resumeOnWebhook } from './resume-on-webhook.ts';
import type { ResumableGraph } from './resume-pause.ts';
import { payments, thread } from './testing/payments.ts';
import { receiver, type Heard, type Receiver } from './testing/receiver.ts';
import {
  addWebhook,
  asked,
  makeUnreachable,
  newWorld,
  openQuestion,
  tap,
  whom,
  type World,
} from './testing/world.ts';

const secret = 'a secret of the developer’s own';
let world: World;
let onWebhook: ReturnType<typeof resumeOnWebhook>;
let program: Receiver;
beforeEach(async () => {
  world = await newWorld();
  program = await receiver((body, headers) => onWebhook(body, headers));
  await addWebhook(world, program.url, secret);
});
afterEach(() => program.close());

const listen = (graph: ResumableGraph, options: object = {}) => {
  onWebhook = resumeOnWebhook(graph, { secret, ...options });
};
const heard = (status: number): Promise<Heard> =>
  vi.waitFor(
    () =>
      program.heard.find(({ answer }) => answer.status === status) ??
      Promise.reject(new Error('not yet')),
    {
      timeout: 20_000,
    },
  );

test('the human answers, the webhook comes, the graph runs on', async () => {
  const graph = payments(world.client, new MemorySaver());
  listen(graph);
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  expect((await heard(200)).answer.outcome).toBe('resumed');
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: ['wire'] });
});

test('told again, at once or later, it runs nothing twice', async () => {
  const onWire = vi.fn();
  const graph = payments(world.client, new MemorySaver(), { onWire });
  listen(graph);
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  const { body, headers } = await heard(200);
  const again = await Promise.all([1, 2, 3].map(() => onWebhook(body, headers)));
  expect(again.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
  expect(onWire).toHaveBeenCalledTimes(1);
});

test('many at once wake a thread once', async () => {
  const onWire = vi.fn();
  const graph = payments(world.client, new MemorySaver(), { onWire });
  const other = payments(world.client, new MemorySaver());
  listen(other);
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  // It was for a thread that the other graph does not have.
  const { body, headers, answer } = await heard(409);
  expect(answer.outcome).toBe('early');
  listen(graph);
  const all = await Promise.all([1, 2, 3, 4].map(() => onWebhook(body, headers)));
  expect(all.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'done', 'done', 'resumed']);
  expect(onWire).toHaveBeenCalledTimes(1);
});

test('an answer that is faster than the checkpoint is told again, and then heard', async () => {
  const graph = payments(world.client, new MemorySaver());
  let checkpointed = false;
  listen({
    ...{ invoke: graph.invoke.bind(graph) },
    // As long as the run has not come so far, there is nothing to see.
    getState: (config, options) =>
      graph.getState(checkpointed ? config : thread('not yet there'), options),
  });
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  expect((await heard(409)).answer.outcome).toBe('early');
  checkpointed = true;
  expect((await heard(200)).answer.outcome).toBe('resumed');
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: ['wire'] });
});

test('time over, withdrawn and nobody to reach wake it too', async () => {
  const graph = payments(world.client, new MemorySaver());
  const hasty = payments(world.client, new MemorySaver(), { seconds: 1 });
  onWebhook = async (body, headers) => {
    const [first, second] = await Promise.all(
      [graph, hasty].map((one) => resumeOnWebhook(one, { secret })(body, headers)),
    );
    return first!.status === 200 ? first! : second!;
  };
  await hasty.invoke({ amount: 1 }, thread('late'));
  await graph.invoke({ amount: 2 }, thread('withdrawn'));
  await world.client.pauses.cancel((await openQuestion(world, '$2')).pause_id);
  await makeUnreachable(world);
  await graph.invoke({ amount: 3 }, thread('unreachable'));
  const kindOf = async (one: typeof graph, name: string) => {
    const { values } = await one.getState(thread(name));
    return (values as { decision?: { kind: string } }).decision?.kind;
  };
  await vi.waitFor(
    async () =>
      expect([
        await kindOf(hasty, 'late'),
        await kindOf(graph, 'withdrawn'),
        await kindOf(graph, 'unreachable'),
      ]).toEqual(['timed_out', 'cancelled', 'unasked']),
    { timeout: 20_000 },
  );
});

test('a run that fails is told again', async () => {
  let broken = true;
  const graph = payments(world.client, new MemorySaver());
  const errors: unknown[] = [];
  const invoke: ResumableGraph['invoke'] = (input, config) => {
    if (broken) throw new Error('the disk is full');
    return graph.invoke(input as never, config);
  };
  listen(
    { invoke, getState: graph.getState.bind(graph) },
    { onError: (error: unknown) => errors.push(error) },
  );
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  await heard(500);
  expect(errors).toMatchObject([{ message: 'the disk is full' }]);
  broken = false;
  await heard(200);
  expect((await graph.getState(thread('a'))).values).toMatchObject({ ran: ['wire'] });
});

test('a forged, altered or old one wakes nobody', async () => {
  const graph = payments(world.client, new MemorySaver());
  listen(payments(world.client, new MemorySaver()));
  await graph.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Reject');
  const { body, headers } = await heard(409);
  const wake = resumeOnWebhook(graph, { secret });
  const forged = { status: 400, outcome: 'forged' };
  expect(await wake(body.replace('Reject', 'Approve'), headers)).toEqual(forged);
  expect(await wake(body, { ...headers, 'webhook-timestamp': '1' })).toEqual(forged);
  expect(await wake(body, {})).toEqual(forged);
  expect(await resumeOnWebhook(graph, { secret: 'another' })(body, headers)).toEqual(forged);
  expect((await graph.getState(thread('a'))).next).toEqual(['approve']);
});

test.each(['', []])('without a secret (%j) it does not begin: all would look forged', (none) => {
  const graph = payments(world.client, new MemorySaver());
  expect(() => resumeOnWebhook(graph, { secret: none })).toThrow('secret');
});

test('a thread that never comes is told of for an hour, however its headers are written', async () => {
  listen(payments(world.client, new MemorySaver()));
  const asking = payments(world.client, new MemorySaver());
  await asking.invoke({ amount: 8400 }, thread('a'));
  await tap(await openQuestion(world), 'Approve');
  const { body } = await heard(409);
  const told = async (secondsLater: number) => {
    const event = JSON.parse(body) as { timestamp: string };
    const at = Date.now() - secondsLater * 1_000;
    const past = JSON.stringify({ ...event, timestamp: new Date(at).toISOString() });
    const headers = signed(past);
    return (await onWebhook(past, headers)).status;
  };
  expect([await told(3_500), await told(3_700)]).toEqual([409, 200]);
});

/** As a server gets it that keeps the names of headers as they were sent. */
function signed(body: string): Record<string, string> {
  const [id, timestamp] = ['evt_1', String(Math.floor(Date.now() / 1_000))];
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'Webhook-Id': id, 'Webhook-Timestamp': timestamp, 'Webhook-Signature': `v1,${mac}` };
}

test('what no graph asked, or another one, is left alone', async () => {
  listen(payments(world.client, new MemorySaver()), { only: () => false });
  const question = { ...whom, message: 'Deploy?', options: ['Yes', 'No'] };
  const pause = await world.client.pauses.create(question);
  await tap(pause, 'Yes');
  expect((await heard(200)).answer.outcome).toBe('foreign');
  listen(payments(world.client, new MemorySaver()));
  const { body, headers } = await heard(200);
  expect((await onWebhook(body, headers)).outcome).toBe('foreign');
  expect(await asked(world)).toHaveLength(1);
});
