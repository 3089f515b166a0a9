// What the README shows works.
import type { ModelMessage, UIMessage } from 'ai';
import { beforeEach, expect, test } from 'vitest';
import { chat } from './testing/chat-route.ts';
import { goOn } from './testing/durable.ts';
import { cleanUp } from './testing/in-process.ts';
import { purgeCall, purger, scripted } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });
const secret = 'a secret of ours';

test('in one process', async () => {
  const { tools, purged } = purger();
  const running = cleanUp(scripted([purgeCall(14_000, 'a')]), tools, world.client, 'run-1');
  await tap((await world.questions(1))[0]!, 'Approve');
  expect((await running).text).toBe('Done.');
  expect(purged).toEqual([14_000]);
});

test('over many', async () => {
  const start: ModelMessage[] = [{ role: 'user', content: 'Clean up.' }];
  const { tools, purged } = purger();
  const first = { model: scripted([purgeCall(1, 'a')]), tools, secret };
  const saved = (await goOn(first, start, options()))!;
  const second = { model: scripted(), tools, secret };
  expect(await goOn(second, saved, options())).toBeUndefined();
  await tap((await world.questions(1))[0]!, 'Approve');
  const done = (await goOn(second, saved, options()))!;
  expect(JSON.stringify(done.at(-1))).toContain('Done.');
  expect(purged).toEqual([1]);
});

test('in a chat', async () => {
  const { tools, purged } = purger();
  const question: UIMessage = {
    ...{ id: 'q', role: 'user' },
    parts: [{ type: 'text', text: 'Clean up.' }],
  };
  const model = scripted([purgeCall(1, 'a')]);
  const text = await (await chat({ model, tools, secret }, [question], options())).text();
  expect(text).toContain('tool-approval-request');
  expect(await world.questions(1)).toMatchObject([{ status: 'pending' }]);
  expect(purged).toEqual([]);
});
