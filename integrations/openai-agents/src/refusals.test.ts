// When no human can be asked nothing runs, and the model hears so; a programmer's mistake is thrown.
import { Agent, Runner, shellTool, tool } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { pausepoint } from 'pausepoint';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
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

test('tools that are no functions are asked about as well', async () => {
  const ran: unknown[] = [];
  const model = new ScriptedModel([
    [
      {
        ...{ type: 'shell_call', callId: 's', status: 'completed' },
        action: { commands: ['rm -rf build'] },
      },
    ],
    [assistantMessage('Done.')],
  ]);
  const shell = shellTool({
    needsApproval: true,
    shell: {
      run: (action) => {
        ran.push(action.commands);
        return Promise.resolve({ output: [] });
      },
    },
  });
  const agent = new Agent({ name: 'Ops', model, tools: [shell] });
  const settling = settleInterruptions(await runner.run(agent, 'Clean'), options());
  const [pause] = await world.questions(1);
  expect(pause!.context).toMatchObject([
    { label: 'Tool', value: 'shell' },
    { label: 'commands', value: ['rm -rf build'] },
  ]);
  await tap(pause!, 'Approve');
  await runner.run(agent, await settling);
  expect(ran).toEqual([['rm -rf build']]);
});

describe('an agent within an agent', () => {
  test('as a tool: its call is asked about in its own name', async () => {
    const inner = payer([pay(7, 'inner_1')]);
    const model = new ScriptedModel([
      [functionCall('delegate', { input: 'Pay Meridian' }, { callId: 'outer_1' })],
      [assistantMessage('Delegated.')],
    ]);
    const delegate = inner.agent.asTool({ toolName: 'delegate', toolDescription: 'Delegates.' });
    const outer = new Agent({ name: 'Boss', model, tools: [delegate] });
    const settling = settleInterruptions(await runner.run(outer, 'Go'), options());
    const [pause] = await world.questions(1);
    expect(pause).toMatchObject({ agent: { name: 'Finance' }, message: 'May “pay” run?' });
    await tap(pause!, 'Approve');
    const done = await runner.run(outer, await settling);
    expect(done.finalOutput).toBe('Delegated.');
    expect(inner.paid).toEqual([7]);
  });

  test('what is always approved for one is not for another, though the tools share a name', async () => {
    const inner = payer([pay(7, 'inner_1')]);
    const own = payer();
    const model = new ScriptedModel([
      [pay(1, 'own_1'), functionCall('delegate', { input: 'Pay' }, { callId: 'outer_1' })],
      [assistantMessage('Done.')],
    ]);
    const delegate = inner.agent.asTool({ toolName: 'delegate', toolDescription: 'Delegates.' });
    const outer = new Agent({ name: 'Boss', model, tools: [own.payTool, delegate] });
    const { state } = await runner.run(outer, 'Go');
    const ours = state.getInterruptions().find(({ agent }) => agent.name === 'Boss')!;
    state.approve(ours, { alwaysApprove: true });
    const settling = settleInterruptions(state, options());
    const [pause] = await world.questions(1);
    expect(pause!.metadata).toMatchObject({ call_id: 'Finance/inner_1' });
    await tap(pause!, 'Reject');
    await runner.run(outer, await settling);
    expect([own.paid, inner.paid]).toEqual([[1], []]);
  });

  test('by handoff: the one that took over is named', async () => {
    const inner = payer([pay(7, 'call_1')]);
    const model = new ScriptedModel([
      [functionCall('transfer_to_Finance', {}, { callId: 'handoff_1' })],
    ]);
    const outer = new Agent({ name: 'Reception', model, handoffs: [inner.agent] });
    const result = await new Runner({ tracingDisabled: true }).run(outer, 'Pay');
    const settling = settleInterruptions(result, options());
    const [pause] = await world.questions(1);
    expect(pause!.agent).toMatchObject({ name: 'Finance' });
    await tap(pause!, 'Reject');
    const done = await runner.run(outer, await settling);
    expect(done.finalOutput).toBe('Done.');
    expect(inner.paid).toEqual([]);
  });
});

test('a policy of the tool’s own asks only where it says so', async () => {
  const paid: number[] = [];
  const payTool = tool({
    name: 'pay',
    description: 'Pays.',
    parameters: z.object({ to: z.string(), amount: z.number() }),
    needsApproval: (_, { amount }) => Promise.resolve(amount > 100),
    execute: ({ amount }) => void paid.push(amount),
  });
  const model = new ScriptedModel([[pay(5, 'a'), pay(9000, 'b')], [assistantMessage('Done.')]]);
  const agent = new Agent({ name: 'Finance', model, tools: [payTool] });
  const settling = settleInterruptions(await runner.run(agent, 'Pay'), options());
  const [pause] = await world.questions(1);
  expect(pause!.metadata).toMatchObject({ call_id: 'Finance/b' });
  await tap(pause!, 'Approve');
  await runner.run(agent, await settling);
  expect(paid).toEqual([5, 9000]);
});
