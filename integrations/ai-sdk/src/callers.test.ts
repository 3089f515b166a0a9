// Whatever a tool is called and whoever runs it: gated is what is named, and nothing by accident.
import { generateText, isStepCount, tool, type ModelMessage } from 'ai';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { pausePointApproval, settleApprovals, type GatedTools } from './index.ts';
import { callOf, scripted } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });

/** A tool of this name, called once. */
function called(name: string, gated: GatedTools) {
  const ran: string[] = [];
  const hostile = tool({
    description: 'Has a name.',
    inputSchema: z.object({}),
    execute: () => void ran.push(name),
  });
  const running = generateText({
    ...{ model: scripted([callOf(name, {}, 'a')]), prompt: 'Go.', stopWhen: isStepCount(5) },
    tools: Object.fromEntries([[name, hostile]]),
    toolApproval: pausePointApproval({ ...options(), tools: gated }),
  });
  return { ran, running };
}

test.each(['constructor', 'toString', '__proto__', 'pay\u202etxe'])(
  'a tool called %j runs freely when it is not named, and is asked about when it is',
  async (name) => {
    const free = called(name, {});
    await free.running;
    expect(free.ran).toEqual([name]);
    expect(await world.asked()).toEqual([]);

    const gated = called(name, Object.fromEntries([[name, true]]));
    await tap((await world.questions(1))[0]!, 'Reject');
    await gated.running;
    expect(gated.ran).toEqual([]);
  },
);

test('a name too long to be shown is refused, not cut off', async () => {
  const name = 'x'.repeat(3_000);
  const { ran, running } = called(name, { [name]: true });
  expect((await running).text).toBe('Done.');
  expect(ran).toEqual([]);
  expect(await world.asked()).toEqual([]);
});

test('a call that the model’s vendor runs waits for a human’s answer as well', async () => {
  const model = scripted([
    {
      ...{ type: 'tool-call', toolCallId: 'a', toolName: 'mcp.delete_contact' },
      ...{ input: '{"id":7}', providerExecuted: true, dynamic: true },
    },
    { type: 'tool-approval-request', approvalId: 'mcpr_1', toolCallId: 'a' },
  ]);
  const start: ModelMessage[] = [{ role: 'user', content: 'Tidy up.' }];
  const { responseMessages } = await generateText({ model, messages: start });
  const settling = settleApprovals([...start, ...responseMessages], options());
  const [pause] = await world.questions(1);
  expect(pause).toMatchObject({
    message: 'May “mcp.delete_contact” run?',
    context: [{}, { label: 'id', value: 7 }],
  });
  await tap(pause!, 'Approve');
  const next = await settling;
  expect(next.at(-1)).toMatchObject({
    content: [{ approvalId: 'mcpr_1', approved: true, providerExecuted: true }],
  });
  await generateText({ model, messages: next });
  expect(JSON.stringify(model.doGenerateCalls.at(-1)!.prompt)).toContain('"approved":true');
});
