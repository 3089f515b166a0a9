// Whatever makes the call: tools that are no functions, servers elsewhere, agents within agents.
import { Agent, hostedMcpTool, shellTool, tool } from '@openai/agents';
import { assistantMessage, functionCall, ScriptedModel } from '@openai/agents/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settleInterruptions } from './index.ts';
import { pay, payer, runner } from './testing/payer.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });

const shellCall = (callId: string) => ({
  ...{ type: 'shell_call' as const, callId, status: 'completed' as const },
  action: { commands: ['rm -rf build'] },
});

function sweeper() {
  const ran: string[] = [];
  const run = ({ commands }: { readonly commands: readonly string[] }) => {
    ran.push(...commands);
    return Promise.resolve({ output: [] });
  };
  const model = new ScriptedModel([
    [shellCall('first'), shellCall('second')],
    [assistantMessage('Done.')],
  ]);
  const shell = shellTool({ needsApproval: true, shell: { run } });
  return { agent: new Agent({ name: 'Ops', model, tools: [shell] }), ran };
}

test('a shell’s commands are asked about, each call alone', async () => {
  const { agent, ran } = sweeper();
  const settling = settleInterruptions(await runner.run(agent, 'Clean'), options());
  const [one, other] = await world.questions(2);
  expect(one!.context).toMatchObject([
    { label: 'Tool', value: 'shell' },
    { label: 'commands', value: ['rm -rf build'] },
  ]);
  await tap(one!, 'Approve');
  await tap(other!, 'Reject');
  await runner.run(agent, await settling);
  expect(ran).toEqual(['rm -rf build']);
});

test('a shell that is always approved asks nobody', async () => {
  const { agent, ran } = sweeper();
  const { state } = await runner.run(agent, 'Clean');
  state.approve(state.getInterruptions()[0]!, { alwaysApprove: true });
  await runner.run(agent, await settleInterruptions(state, options()));
  expect(ran).toHaveLength(2);
  expect(await world.asked()).toEqual([]);
});

test('a call of a server the model’s vendor calls is asked about by the server’s name', async () => {
  const request = {
    ...{ type: 'mcp_approval_request', id: 'mcpr_1', server_label: 'crm' },
    ...{ name: 'delete_contact', arguments: '{"id":7}' },
  };
  const model = new ScriptedModel([
    [
      {
        ...{ type: 'hosted_tool_call', id: 'mcpr_1', status: 'completed' },
        ...{ name: 'mcp_approval_request', providerData: request },
      },
    ],
    [assistantMessage('Done.')],
  ]);
  const tools = [
    hostedMcpTool({
      ...{ serverLabel: 'crm', serverUrl: 'https://crm.example', requireApproval: 'always' },
    }),
  ];
  const agent = new Agent({ name: 'Sales', model, tools });
  const settling = settleInterruptions(await runner.run(agent, 'Tidy up'), options());
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'May “crm/delete_contact” run?',
    context: [{}, { label: 'id', value: 7 }],
  });
  await tap(pause!, 'Approve');
  await runner.run(agent, await settling);
  const input = JSON.stringify(model.lastCall?.request.input);
  expect(input).toMatch(/"approve":true/);
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
    const result = await runner.run(outer, 'Pay');
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
