// Only a human's own yes to a call lets that call run, and the model hears what happened otherwise.
import { beforeEach, describe, expect, test } from 'vitest';
import { settleInterruptions } from './index.ts';
import { pay, payer, runner } from './testing/payer.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });

test('the human sees the tool and its exact arguments, and a yes lets it run once', async () => {
  const { agent, paid, told } = payer([pay(8400, 'call_1')]);
  const result = await runner.run(agent, 'Pay Meridian');
  const settling = settleInterruptions(result, options());
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'May “pay” run?',
    agent: { name: 'Finance', run_id: 'run-1' },
    context: [
      { label: 'Tool', value: 'pay' },
      { label: 'to', value: 'Meridian' },
      { label: 'amount', value: 8400 },
    ],
    metadata: { run_id: 'run-1', call_id: 'Finance/call_1', tool: 'pay' },
  });
  await expect.poll(world.messages, { timeout: 40_000 }).toBe(1);
  await tap(pause!, 'Approve');
  const done = await runner.run(agent, await settling);
  expect(done.finalOutput).toBe('Done.');
  expect(paid).toEqual([8400]);
  expect(told('call_1')).toContain('paid 8400');
  expect(await world.messages()).toBe(1);
});

test('three calls at once are asked about at once, and each is decided by its own answer', async () => {
  const { agent, paid, told } = payer([pay(1, 'a'), pay(2, 'b'), pay(3, 'c')]);
  const result = await runner.run(agent, 'Pay all');
  const settling = settleInterruptions(result, options());
  const pauses = await world.questions(3);
  const about = (id: string) => pauses.find(({ metadata }) => metadata?.['call_id'] === id)!;
  await tap(about('Finance/c'), 'Approve');
  await tap(about('Finance/b'), 'Reject', 'not this "one"');
  await tap(about('Finance/a'), 'Approve');
  await runner.run(agent, await settling);
  expect(paid).toEqual([1, 3]);
  expect(told('b')).toContain('A human rejected this call of pay');
  expect(JSON.parse(told('b'))).toMatchObject({
    text: expect.stringContaining('not this') as string,
  });
});

test('silence reaches the model as no agreement, never as a rejection by a person', async () => {
  const { agent, paid, told } = payer([pay(8400, 'call_1')]);
  const result = await runner.run(agent, 'Pay');
  const ask = { ...whom, timeout_seconds: 1 };
  await runner.run(agent, await settleInterruptions(result, { ...options(), ask }));
  expect(paid).toEqual([]);
  expect(told('call_1')).toContain('No human agreed: nobody answered in time.');
  expect(told('call_1')).not.toContain('A human rejected');
});

test('a withdrawn question is no answer either', async () => {
  const { agent, paid, told } = payer([pay(8400, 'call_1')]);
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
  const [pause] = await world.questions(1);
  await world.client.pauses.cancel(pause!.pause_id);
  await runner.run(agent, await settling);
  expect(paid).toEqual([]);
  expect(told('call_1')).toContain('No human agreed: the question was withdrawn.');
});

test('settling again, and again at once, asks nobody twice', async () => {
  const { agent, paid } = payer([pay(8400, 'call_1')]);
  const { state } = await runner.run(agent, 'Pay');
  const settling = [1, 2, 3].map(() => settleInterruptions(state, options()));
  const [pause] = await world.questions(1);
  await expect.poll(world.messages, { timeout: 40_000 }).toBe(1);
  await tap(pause!, 'Approve');
  await Promise.all(settling);
  await settleInterruptions(state, options());
  await runner.run(agent, state);
  expect(paid).toEqual([8400]);
  expect(await world.asked()).toHaveLength(1);
  expect(await world.messages()).toBe(1);
});

test('the next turn asks anew about the same call', async () => {
  const { agent, paid } = payer([pay(5, 'first')], [pay(5, 'second')]);
  let result = await runner.run(agent, 'Pay twice');
  for (const count of [1, 2]) {
    const settling = settleInterruptions(result, options());
    const pauses = await world.questions(count);
    await tap(pauses.at(-1)!, count === 1 ? 'Approve' : 'Reject');
    result = await runner.run(agent, await settling);
  }
  expect(result.finalOutput).toBe('Done.');
  expect(paid).toEqual([5]);
});

test('another run never gets this run’s answer, though its model counts calls alike', async () => {
  for (const [runId, choice] of [
    ['run-1', 'Approve'],
    ['run-2', 'Reject'],
  ] as const) {
    const { agent, paid } = payer([pay(5, 'call_0')]);
    const settling = settleInterruptions(await runner.run(agent, 'Pay'), { ...options(), runId });
    const pauses = await world.questions(runId === 'run-1' ? 1 : 2);
    await tap(pauses.at(-1)!, choice);
    await runner.run(agent, await settling);
    expect(paid).toEqual(choice === 'Approve' ? [5] : []);
  }
});

test.each([undefined, ''])('without a run (%j) nobody is asked', async (none) => {
  const { agent } = payer([pay(5, 'call_0')]);
  const runId = none as string;
  const result = await runner.run(agent, 'Pay');
  await expect(settleInterruptions(result, { ...options(), runId })).rejects.toThrow('runId');
  expect(await world.asked()).toEqual([]);
});

test('one id for two calls: within a run the SDK itself takes them for one, and runs it once', async () => {
  const { agent, paid } = payer([pay(5, 'call_1'), pay(5, 'call_1')], [pay(5, 'call_1')]);
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
  await tap((await world.questions(1))[0]!, 'Approve');
  const done = await runner.run(agent, await settling);
  expect(done.finalOutput).toBe('Done.');
  expect(paid).toEqual([5]);
});

test('an id used again for another call: the SDK ends the run, the old yes serves nothing', async () => {
  const { agent, paid } = payer([pay(5, 'call_1')], [pay(9_000, 'call_1')]);
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
  await tap((await world.questions(1))[0]!, 'Approve');
  await expect(runner.run(agent, await settling)).rejects.toThrow('call_1');
  expect(paid).toEqual([5]);
});

test('whom to ask may follow from the call', async () => {
  const { agent } = payer([pay(5, 'small'), pay(50_000, 'large')]);
  const stop = new AbortController();
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), {
    ...options(),
    signal: stop.signal,
    ask: ({ arguments: args }, { agent: { name } }) => ({
      ...whom,
      message: `${name} wants to pay.`,
      metadata: { order: 7 },
      ...((args as { amount: number }).amount > 1_000 && { risk: 'high' as const }),
    }),
  });
  const pauses = await world.questions(2);
  expect(pauses.map(({ risk }) => risk).toSorted()).toEqual(['high', 'normal']);
  expect(pauses[0]).toMatchObject({ message: 'Finance wants to pay.', metadata: { order: 7 } });
  stop.abort();
  await expect(settling).rejects.toThrow();
});

describe('an abort', () => {
  test('withdraws every open question and is thrown as it was', async () => {
    const { agent, paid } = payer([pay(1, 'a'), pay(2, 'b')]);
    const stop = new AbortController();
    const result = await runner.run(agent, 'Pay');
    const settling = settleInterruptions(result, { ...options(), signal: stop.signal });
    await world.questions(2);
    const why = new Error('the user left');
    stop.abort(why);
    await expect(settling).rejects.toBe(why);
    expect((await world.asked()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(result.interruptions).toHaveLength(2);
    expect(paid).toEqual([]);
  });

  test('that came before asks nobody', async () => {
    const { agent } = payer([pay(1, 'a')]);
    const result = await runner.run(agent, 'Pay');
    const signal = AbortSignal.abort();
    await expect(settleInterruptions(result, { ...options(), signal })).rejects.toThrow();
    expect(await world.asked()).toEqual([]);
  });
});

describe('what is already decided in the state', () => {
  test('stays so: a tool that is always approved asks nobody', async () => {
    const { agent, paid } = payer([pay(1, 'a'), pay(2, 'b')], [pay(3, 'c')]);
    const { state } = await runner.run(agent, 'Pay');
    state.approve(state.getInterruptions()[0]!, { alwaysApprove: true });
    const done = await runner.run(agent, await settleInterruptions(state, options()));
    expect(done.finalOutput).toBe('Done.');
    expect(paid).toEqual([1, 2, 3]);
    expect(await world.asked()).toEqual([]);
  });

  test('stays so: one rejected by the program leaves the other to a human', async () => {
    const { agent, paid } = payer([pay(1, 'a'), pay(2, 'b')]);
    const { state } = await runner.run(agent, 'Pay');
    state.reject(state.getInterruptions()[0]!);
    const settling = settleInterruptions(state, options());
    const [pause] = await world.questions(1);
    expect(pause!.metadata).toMatchObject({ call_id: 'Finance/b' });
    await tap(pause!, 'Approve');
    await runner.run(agent, await settling);
    expect(paid).toEqual([2]);
  });

  test('a human’s yes is for one call, never for the tool', async () => {
    const { agent } = payer([pay(1, 'a')], [pay(1, 'b')]);
    const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
    await tap((await world.questions(1))[0]!, 'Approve');
    const next = await runner.run(agent, await settling);
    expect(next.interruptions).toHaveLength(1);
  });
});

test('a stream is settled once it has ended, and goes on as a stream', async () => {
  const { agent, paid } = payer([pay(8400, 'call_1')]);
  const stream = await runner.run(agent, 'Pay', { stream: true });
  const settling = settleInterruptions(stream, options());
  for await (const event of stream) void event;
  await tap((await world.questions(1))[0]!, 'Approve');
  const rest = await runner.run(agent, await settling, { stream: true });
  await rest.completed;
  expect(rest.finalOutput).toBe('Done.');
  expect(paid).toEqual([8400]);
});
