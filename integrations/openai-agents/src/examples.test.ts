// What the README shows works.
import { setTracingDisabled } from '@openai/agents';
import { pausepoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { goOn } from './testing/durable.ts';
import { payInvoice } from './testing/in-process.ts';
import { pay, payer } from './testing/payer.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

setTracingDisabled(true);
let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});

test('in one process', async () => {
  const { agent, paid } = payer([pay(8400, 'a')]);
  const paying = payInvoice(agent, world.client, 'run-1');
  await tap((await world.questions(1))[0]!, 'Approve');
  expect(await paying).toBe('Done.');
  expect(paid).toEqual([8400]);
});

test('over many, each answer as it comes', async () => {
  const options = { client: world.client, runId: 'run-1', ask: whom };
  const first = payer([pay(1, 'a'), pay(2, 'b')]);
  const saved = (await goOn(first.agent, 'Pay', options))!;
  const [a, b] = await world.questions(2);
  await tap(a!, 'Approve');
  const second = payer();
  const still = (await goOn(second.agent, saved, options))!;
  expect(second.paid).toHaveLength(1);
  await tap(b!, 'Reject');
  const third = payer();
  expect(await goOn(third.agent, still, options)).toBeUndefined();
  expect(third.paid).toEqual([]);
  expect(await world.asked()).toHaveLength(2);
});

test('over many, where nobody can be asked, it ends at once', async () => {
  const client = pausepoint({ apiKey: world.apiKey, url: 'http://127.0.0.1:1' });
  const { agent, paid, told } = payer([pay(1, 'a')]);
  const given = { client, runId: 'run-1', ask: whom };
  expect(await goOn(agent, 'Pay', given)).toBeUndefined();
  expect(paid).toEqual([]);
  expect(told('a')).toContain('No human could be asked');
});
