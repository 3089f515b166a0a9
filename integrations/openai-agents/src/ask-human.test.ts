// A model that asks a human is told who answered what, and silence as silence.
import { Agent } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { pausepoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { askHuman, type AskHumanOptions } from './index.ts';
import { runner } from './testing/payer.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap, url } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});

const question = { question: 'Which supplier?', options: ['Meridian', 'Northwind'] };

function asker(change: Partial<AskHumanOptions> = {}, args: object = question) {
  const model = new ScriptedModel([
    [functionCall('ask_human', { ...args }, { callId: 'call_1' })],
    [assistantMessage('Done.')],
  ]);
  const tools = [askHuman({ client: world.client, ask: whom, ...change })];
  const told = () => JSON.stringify(model.lastCall?.request.input);
  return { agent: new Agent({ name: 'Buyer', model, tools }), told };
}

test('the human’s choice and words come back', async () => {
  const { agent, told } = asker();
  const running = runner.run(agent, 'Buy');
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'Which supplier?',
    options: ['Meridian', 'Northwind'],
    timeout_default: null,
    metadata: { call_id: 'call_1' },
  });
  await tap(pause!, 'Northwind', 'they deliver');
  await running;
  expect(told()).toContain('A human answered: \\"Northwind\\". They added: \\"they deliver\\".');
});

test('silence is no answer', async () => {
  const ask = { ...whom, timeout_seconds: 1 };
  const { agent, told } = asker({ ask });
  await runner.run(agent, 'Buy');
  expect(told()).toContain('No human answered: nobody answered in time.');
});

test('aborting the run withdraws the question', async () => {
  const { agent } = asker();
  const stop = new AbortController();
  const running = runner.run(agent, 'Buy', { signal: stop.signal });
  const [pause] = await world.questions(1);
  stop.abort();
  await expect(running).rejects.toThrow();
  await expect
    .poll(async () => (await world.client.pauses.get(pause!.pause_id)).status)
    .toBe('cancelled');
});

test('the same call of the same run asks once, of another run anew', async () => {
  const runId = (context: { context: unknown }) => (context.context as { run: string }).run;
  const { agent, told } = asker({ runId });
  const running = runner.run(agent, 'Buy', { context: { run: 'run-1' } });
  await tap((await world.questions(1))[0]!, 'Meridian');
  await running;
  const again = asker({ runId });
  await runner.run(again.agent, 'Buy', { context: { run: 'run-1' } });
  expect(again.told()).toContain('Meridian');
  expect(told()).toContain('Meridian');
  expect(await world.asked()).toHaveLength(1);
  const other = asker({ runId, ask: { ...whom, timeout_seconds: 1 } });
  await runner.run(other.agent, 'Buy', { context: { run: 'run-2' } });
  expect(await world.asked()).toHaveLength(2);
});

test('without a run nothing old is ever an answer, also of the same tool', async () => {
  const scripted = () =>
    new ScriptedModel([
      [functionCall('ask_human', { ...question }, { callId: 'call_1' })],
      [assistantMessage('Done.')],
    ]);
  const tools = [askHuman({ client: world.client, ask: whom })];
  for (const [at, choice] of question.options.entries()) {
    const model = scripted();
    const running = runner.run(new Agent({ name: 'Buyer', model, tools }), 'Buy');
    await tap((await world.questions(at + 1))[at]!, choice);
    await running;
    expect(JSON.stringify(model.lastCall?.request.input)).toContain(
      `A human answered: \\"${choice}`,
    );
  }
});

test.each([
  ['options that look alike', { ...question, options: ['Yes', 'Yes'] }],
  ['no valid Unicode', { ...question, question: '\ud800' }],
])('a question with a fault is the model’s to mend: %s', async (_, args) => {
  const { agent, told } = asker({}, args);
  await runner.run(agent, 'Buy');
  expect(told()).toContain('No human could be asked');
  expect(await world.asked()).toEqual([]);
});

test('a wrong key ends the run: the model could do nothing about it', async () => {
  const { agent } = asker({ client: pausepoint({ apiKey: 'pp_test_wrong', url }) });
  await expect(runner.run(agent, 'Buy')).rejects.toThrow('valid key');
});
