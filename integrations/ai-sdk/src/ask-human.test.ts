// A model that asks a human is told who answered what, and silence as silence.
import { generateText, isStepCount } from 'ai';
import { beforeEach, expect, test } from 'vitest';
import { askHuman, type AskHumanOptions } from './index.ts';
import { callOf, scripted, told } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const question = { question: 'Which table?', options: ['events', 'users'] };

function ask(change: Partial<AskHumanOptions> = {}, input: object = question, stop?: AbortSignal) {
  const model = scripted([callOf('ask_human', input, 'call_1')]);
  const tools = { ask_human: askHuman({ client: world.client, ask: whom, ...change }) };
  const running = generateText({
    ...{ model, tools, prompt: 'Clean up.', stopWhen: isStepCount(5) },
    ...(stop && { abortSignal: stop }),
  });
  return { running, told: () => told(model) };
}

test('the human’s choice and words come back', async () => {
  const asking = ask();
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'Which table?',
    options: ['events', 'users'],
    timeout_default: null,
    metadata: { call_id: 'call_1' },
  });
  await tap(pause!, 'users', 'the old ones');
  await asking.running;
  expect(asking.told()).toContain('A human answered: \\"users\\". They added: \\"the old ones\\".');
});

test('silence is no answer', async () => {
  const asking = ask({ ask: { ...whom, timeout_seconds: 1 } });
  await asking.running;
  expect(asking.told()).toContain('No human answered: nobody answered in time.');
});

test('aborting withdraws the question', async () => {
  const stop = new AbortController();
  const asking = ask({}, question, stop.signal);
  const [pause] = await world.questions(1);
  stop.abort();
  await expect(asking.running).rejects.toThrow();
  await expect
    .poll(async () => (await world.client.pauses.get(pause!.pause_id)).status)
    .toBe('cancelled');
});

test('the same call of the same run finds its question', async () => {
  const asking = ask({ runId: 'run-1' });
  await tap((await world.questions(1))[0]!, 'users');
  await asking.running;
  const again = ask({ runId: 'run-1' });
  await again.running;
  expect(again.told()).toContain('users');
  expect(await world.asked()).toHaveLength(1);
});

test.each([undefined, 'run-1'])(
  'a model that asks again under the same id asks anew (run %j)',
  async (runId) => {
    const call = callOf('ask_human', question, 'call_1');
    const model = scripted([call], [call]);
    const client = world.client;
    const tools = { ask_human: askHuman({ client, ask: whom, runId }) };
    const stopWhen = isStepCount(5);
    const running = generateText({ model, tools, prompt: 'Clean up.', stopWhen });
    await tap((await world.questions(1))[0]!, 'users');
    await tap((await world.questions(2))[1]!, 'events');
    await running;
    expect(told(model)).toContain('events');
  },
);

test.each([
  ['options that look alike', { ...question, options: ['Yes', 'Yes'] }],
  ['no valid Unicode', { ...question, question: '\ud800' }],
])('a question with a fault is the model’s to mend: %s', async (_, input) => {
  const asking = ask({}, input);
  await asking.running;
  expect(asking.told()).toContain('No human could be asked');
  expect(await world.asked()).toEqual([]);
});
