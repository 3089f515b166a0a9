// Within one call: a tool runs by a human's own yes, and the model hears what happened otherwise.
import { generateText, isStepCount, streamText, tool, ToolLoopAgent } from 'ai';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pausePointApproval, type ApprovalSettings } from './index.ts';
import { callOf, purgeCall, purger, scripted, told } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const settings = (change: Partial<ApprovalSettings> = {}): ApprovalSettings => ({
  ...{ client: world.client, runId: 'run-1', ask: whom, tools: { purge: true }, ...change },
});
const stopWhen = isStepCount(5);
const prompt = 'Clean up.';

test('the human sees the tool and its exact arguments, and a yes lets it run once', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(14_000, 'call_1')]);
  const toolApproval = pausePointApproval(settings());
  const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'May “purge” run?',
    context: [
      { label: 'Tool', value: 'purge' },
      { label: 'table', value: 'events' },
      { label: 'records', value: 14_000 },
    ],
    metadata: { run_id: 'run-1', call_id: 'call_1' },
  });
  await expect.poll(world.messages, { timeout: 40_000 }).toBe(1);
  await tap(pause!, 'Approve');
  expect((await running).text).toBe('Done.');
  expect(purged).toEqual([14_000]);
  expect(told(model)).toContain('purged 14000');
  expect(await world.messages()).toBe(1);
});

test('a no reaches the model with the human’s words', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(1, 'a')]);
  const toolApproval = pausePointApproval(settings());
  const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
  await tap((await world.questions(1))[0]!, 'Reject', 'not on a Friday');
  await running;
  expect(purged).toEqual([]);
  expect(told(model)).toContain('A human rejected this call of purge');
  expect(told(model)).toContain('not on a Friday');
});

test('silence reaches the model as no agreement, never as a rejection by a person', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(1, 'a')]);
  const ask = { ...whom, timeout_seconds: 1 };
  const toolApproval = pausePointApproval(settings({ ask }));
  await generateText({ model, tools, prompt, stopWhen, toolApproval });
  expect(purged).toEqual([]);
  expect(told(model)).toContain('No human agreed: nobody answered in time.');
  expect(told(model)).not.toContain('A human rejected');
});

test('so does a question that was withdrawn, and one that reaches nobody', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(1, 'a')], [purgeCall(2, 'b')]);
  const toolApproval = pausePointApproval(settings());
  const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
  const [first] = await world.questions(1);
  await world.client.pauses.cancel(first!.pause_id);
  const [, second] = await world.questions(2);
  expect(told(model)).toContain('the question was withdrawn');
  await world.disown(second!);
  await running;
  expect(told(model)).toContain('No human could be asked: Nobody can be reached');
  expect(purged).toEqual([]);
  expect((await world.asked())[1]).toMatchObject({ status: 'cancelled' });
});

test('several calls of a turn are decided each alone', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(1, 'a'), purgeCall(2, 'b'), purgeCall(3, 'c')]);
  const toolApproval = pausePointApproval(settings());
  const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
  for (const [at, choice] of ['Approve', 'Reject', 'Approve'].entries()) {
    await tap((await world.questions(at + 1))[at]!, choice);
  }
  await running;
  expect(purged).toEqual([1, 3]);
});

test('the next turn asks anew about the same call, and another run too', async () => {
  const { tools, purged } = purger();
  for (const runId of ['run-1', 'run-2']) {
    const model = scripted([purgeCall(5, 'first')], [purgeCall(5, 'second')]);
    const toolApproval = pausePointApproval(settings({ runId }));
    const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
    const before = runId === 'run-1' ? 0 : 2;
    await tap((await world.questions(before + 1)).at(-1)!, 'Approve');
    await tap((await world.questions(before + 2)).at(-1)!, 'Reject');
    await running;
  }
  expect(purged).toEqual([5, 5]);
});

test('streams wait as well', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(7, 'a')]);
  const toolApproval = pausePointApproval(settings());
  const stream = streamText({ model, tools, prompt, stopWhen, toolApproval });
  const text = Promise.resolve(stream.text);
  await tap((await world.questions(1))[0]!, 'Approve');
  expect(await text).toBe('Done.');
  expect(purged).toEqual([7]);
});

test('an agent made once is told of its run by its context', async () => {
  const { tools, purged } = purger();
  const agent = new ToolLoopAgent({
    model: scripted([purgeCall(7, 'a')]),
    tools,
    runtimeContext: { chat: 'none' },
    toolApproval: pausePointApproval((context: { readonly chat: string }) =>
      settings({ runId: context.chat }),
    ),
    prepareCall: (call) => ({ ...call, runtimeContext: { chat: 'chat-7' } }),
  });
  const running = agent.generate({ prompt });
  const [pause] = await world.questions(1);
  expect(pause!.metadata).toMatchObject({ run_id: 'chat-7' });
  await tap(pause!, 'Approve');
  await running;
  expect(purged).toEqual([7]);
});

describe('an abort', () => {
  test('withdraws the question and is thrown as it was', async () => {
    const { tools, purged } = purger();
    const stop = new AbortController();
    const { signal } = stop;
    const running = generateText({
      ...{ model: scripted([purgeCall(1, 'a')]), tools, prompt, stopWhen, abortSignal: signal },
      toolApproval: pausePointApproval(settings({ signal })),
    });
    await world.questions(1);
    const why = new Error('the user left');
    stop.abort(why);
    await expect(running).rejects.toBe(why);
    expect(await world.asked()).toMatchObject([{ status: 'cancelled' }]);
    expect(purged).toEqual([]);
  });

  test('of a stream too', async () => {
    const { tools, purged } = purger();
    const stop = new AbortController();
    const { signal } = stop;
    const stream = streamText({
      ...{ model: scripted([purgeCall(1, 'a')]), tools, prompt, stopWhen, abortSignal: signal },
      toolApproval: pausePointApproval(settings({ signal })),
      onError: () => undefined,
    });
    const drained = Promise.resolve(stream.consumeStream());
    await world.questions(1);
    stop.abort();
    await drained;
    await expect
      .poll(async () => (await world.asked()).map(({ status }) => status))
      .toEqual(['cancelled']);
    expect(purged).toEqual([]);
  });
});

describe('which calls are asked about', () => {
  const text = z.object({ text: z.string() });
  const ran: string[] = [];
  const saying = (name: string, needsApproval?: boolean | (() => boolean)) =>
    tool({
      description: name,
      inputSchema: text,
      ...(needsApproval !== undefined && { needsApproval }),
      execute: () => void ran.push(name),
    });
  const tools = {
    free: saying('free'),
    own: saying('own', true),
    policy: saying('policy', () => true),
    lenient: saying('lenient', () => false),
    waived: saying('waived', true),
    some: saying('some'),
  };

  test('those that are named, those with such arguments, those that say so themselves', async () => {
    const names = Object.keys(tools);
    const model = scripted([
      ...names.map((name) => callOf(name, { text: 'short' }, name)),
      callOf('some', { text: 'a long one' }, 'some-long'),
    ]);
    const gated = { waived: false, some: (args: { text: string }) => args.text.length > 5 };
    const toolApproval = pausePointApproval(settings({ tools: gated }));
    const running = generateText({ model, tools, prompt, stopWhen, toolApproval });
    for (const [at, id] of ['own', 'policy', 'some-long'].entries()) {
      const pause = (await world.questions(at + 1))[at]!;
      expect(pause.metadata).toMatchObject({ call_id: id });
      await tap(pause, 'Reject');
    }
    await running;
    expect(ran.toSorted()).toEqual(['free', 'lenient', 'some', 'waived']);
  });
});
