// When no human can be asked nothing runs, and the model hears so; a programmer's mistake is thrown.
import { generateText, isStepCount, tool } from 'ai';
import { pausepoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { pausePointApproval, type ApprovalSettings } from './index.ts';
import { callOf, purgeCall, purger, scripted, told } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap, url } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const settings = (change: Partial<ApprovalSettings> = {}): ApprovalSettings => ({
  ...{ client: world.client, runId: 'run-1', ask: whom, tools: { purge: true }, ...change },
});
const stopWhen = isStepCount(5);
const prompt = 'Clean up.';

test.each([
  ['too large for a human', { text: 'x'.repeat(20_000) }],
  ['too large for anybody', { text: 'x'.repeat(200_000) }],
  ['an integer that is not what it seems', { count: 9007199254740996 }],
  ['no valid Unicode', '{"text":"\\ud800"}'],
  ['a number that is none', '{"count":1e999}'],
  ['too deep', '{"a":'.repeat(500) + '1' + '}'.repeat(500)],
])('arguments are %s: nothing runs, and the model goes on', async (_, args) => {
  const ran: unknown[] = [];
  const anything = tool({
    description: 'Takes anything.',
    inputSchema: z.looseObject({}),
    execute: (input) => void ran.push(input),
  });
  const model = scripted([callOf('anything', args, 'a')]);
  const toolApproval = pausePointApproval(settings({ tools: { anything: true } }));
  const { text } = await generateText({
    model,
    tools: { anything },
    prompt,
    stopWhen,
    toolApproval,
  });
  expect(text).toBe('Done.');
  expect(ran).toEqual([]);
  expect(await world.asked()).toEqual([]);
});

test('what a schema makes of arguments is shown, for that is what runs', async () => {
  const ran: unknown[] = [];
  const mail = tool({
    description: 'Mails.',
    inputSchema: z.object({ to: z.string().trim(), copies: z.number().default(3) }),
    execute: (input) => void ran.push(input),
  });
  const model = scripted([callOf('mail', { to: ' all ' }, 'a')]);
  const toolApproval = pausePointApproval(settings({ tools: { mail: true } }));
  const running = generateText({ model, tools: { mail }, prompt, stopWhen, toolApproval });
  const [pause] = await world.questions(1);
  expect(pause!.context).toMatchObject([{}, { value: 'all' }, { value: 3 }]);
  await tap(pause!, 'Approve');
  await running;
  expect(ran).toEqual([{ to: 'all', copies: 3 }]);
});

test('a server that is away is no approval', async () => {
  const { tools, purged } = purger();
  const model = scripted([purgeCall(1, 'a')]);
  const client = pausepoint({ apiKey: world.apiKey, url: 'http://127.0.0.1:1' });
  const toolApproval = pausePointApproval(settings({ client }));
  await generateText({ model, tools, prompt, stopWhen, toolApproval });
  expect(purged).toEqual([]);
  expect(told(model)).toContain('No human could be asked');
});

test.each([
  ['a wrong key', 'api_key_invalid', {}, 'pp_test_wrong'],
  ['a recipient that is none', 'invalid_recipient', { recipient: 'the boss' }, undefined],
])('%s is thrown', async (_, code, change, key) => {
  const { tools, purged } = purger();
  const client = pausepoint({ apiKey: key ?? world.apiKey, url });
  const toolApproval = pausePointApproval(settings({ client, ask: { ...whom, ...change } }));
  const model = scripted([purgeCall(1, 'a')]);
  await expect(
    generateText({ model, tools, prompt, stopWhen, toolApproval }),
  ).rejects.toMatchObject({ code });
  expect(purged).toEqual([]);
});
