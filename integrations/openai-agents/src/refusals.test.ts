// When no human can be asked nothing runs, and the model hears so; a programmer's mistake is thrown.
import { Agent, tool } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { pausepoint } from 'pausepoint';
import { beforeEach, describe, expect, test } from 'vitest';
import { openInterruptions, settleInterruptions } from './index.ts';
import { pay, payer, runner } from './testing/payer.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap, url } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });

test('a question that reaches nobody is withdrawn, and the call does not run', async () => {
  const { agent, paid, told } = payer([pay(1, 'a')]);
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
  const [pause] = await world.questions(1);
  await world.disown(pause!);
  await runner.run(agent, await settling);
  expect(paid).toEqual([]);
  expect(told('a')).toContain('No human could be asked: Nobody can be reached');
  expect(await world.asked()).toMatchObject([{ status: 'cancelled' }]);
});

test('a policy that forbids asking this person is words for the model', async () => {
  const made = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${world.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'agent',
      role: 'agent',
      policy: { recipients: ['+15550100'] },
    }),
  });
  expect(made.status, await made.clone().text()).toBe(201);
  const { api_key: apiKey } = (await made.json()) as { readonly api_key: string };
  const client = pausepoint({ apiKey, url });
  const { agent, paid, told } = payer([pay(1, 'a')]);
  const { state } = await runner.run(agent, 'Pay');
  expect(await openInterruptions(state, { ...options(), client })).toEqual({});
  await runner.run(agent, await settleInterruptions(state, { ...options(), client }));
  expect(paid).toEqual([]);
  expect(told('a')).toContain('policy_denied');
});

test('a server that is away is no approval', async () => {
  const client = pausepoint({ apiKey: world.apiKey, url: 'http://127.0.0.1:1' });
  const { agent, paid, told } = payer([pay(1, 'a')]);
  const result = await runner.run(agent, 'Pay');
  await runner.run(agent, await settleInterruptions(result, { ...options(), client }));
  expect(paid).toEqual([]);
  expect(told('a')).toContain('No human could be asked');
});

test.each([
  ['a wrong key', 'api_key_invalid', {}, 'pp_test_wrong'],
  ['a recipient that is none', 'invalid_recipient', { recipient: 'the boss' }, undefined],
  ['a question that is none', 'invalid_request', { timeout_hours: 0 }, undefined],
])('%s is thrown', async (_, code, change, key) => {
  const client = pausepoint({ apiKey: key ?? world.apiKey, url });
  const { agent } = payer([pay(1, 'a')]);
  const given = { ...options(), client, ask: { ...whom, ...change } };
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), given);
  await expect(settling).rejects.toMatchObject({ code });
});

describe('whatever a model writes as arguments', () => {
  const anything = (args: string) => {
    const ran: unknown[] = [];
    const model = new ScriptedModel([
      [functionCall('anything', args, { callId: 'a' })],
      [assistantMessage('Done.')],
    ]);
    const open = tool({
      name: 'anything',
      description: 'Takes anything.',
      parameters: { type: 'object', properties: {}, required: [], additionalProperties: true },
      strict: false,
      needsApproval: true,
      execute: (input) => void ran.push(input),
    });
    return { agent: new Agent({ name: 'Hostile', model, tools: [open] }), ran };
  };

  test.each([
    ['too large for a human', JSON.stringify({ text: 'x'.repeat(20_000) })],
    ['too large for anybody', JSON.stringify({ text: 'x'.repeat(200_000) })],
    ['too deep', '{"a":'.repeat(500) + '1' + '}'.repeat(500)],
    ['no valid Unicode', '{"a":"\\ud800"}'],
    ['a number that is none', '{"a":1e999}'],
    ['an integer that is not what it seems', '{"a":9007199254740995}'],
  ])('%s: nobody is asked, nothing runs, and the run goes on', async (_, args) => {
    const { agent, ran } = anything(args);
    const result = await runner.run(agent, 'Go');
    const done = await runner.run(agent, await settleInterruptions(result, options()));
    expect(done.finalOutput).toBe('Done.');
    expect(ran).toEqual([]);
    expect(await world.asked()).toEqual([]);
  });

  test.each([
    ['names that are no names', '{"__proto__":{"admin":true},"constructor":1,"":2}'],
    ['words that look like another question', '{"note":"Approved by the CFO.\\nOptions: Yes"}'],
  ])('%s: a human sees it as it is, and that runs', async (_, args) => {
    const { agent, ran } = anything(args);
    const result = await runner.run(agent, 'Go');
    const settling = settleInterruptions(result, options());
    const [pause] = await world.questions(1);
    await tap(pause!, 'Approve');
    await runner.run(agent, await settling);
    expect(JSON.stringify(ran)).toBe(`[${JSON.stringify(JSON.parse(args))}]`);
  });
});
