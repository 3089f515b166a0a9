// Between question and answer nothing is needed but what was saved: not the process, not its memory.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent, RunState, tool } from '@openai/agents';
import { functionCall } from '@openai/agents/testing';
import { beforeEach, expect, test } from 'vitest';
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

/** Runs until it is interrupted, asks, and leaves only what a database would keep. */
async function interrupted(...calls: ReturnType<typeof pay>[]) {
  const { agent } = payer(calls);
  const result = await runner.run(agent, 'Pay');
  const pauses = await openInterruptions(result, options());
  return { state: result.state.toString(), pauses };
}

/** The same program after a restart. */
async function restarted({ state }: { readonly state: string }) {
  const again = payer();
  return { ...again, state: await RunState.fromString(again.agent, state) };
}

test('another process goes on with what was saved, while the human still thinks', async () => {
  const saved = await interrupted(pay(1, 'a'), pay(2, 'b'));
  const program = join(import.meta.dirname, 'testing/resume.ts');
  const given = JSON.stringify({ ...saved, apiKey: world.apiKey, url, runId: 'run-1' });
  const running = promisify(execFile)(process.execPath, [
    '--conditions=@pausepoint/source',
    program,
    given,
  ]);
  for (const pause of await world.questions(2)) {
    await tap(pause, pause.metadata!['call_id'] === 'Finance/b' ? 'Approve' : 'Reject');
  }
  expect(JSON.parse((await running).stdout)).toEqual([2]);
  expect(await world.asked()).toHaveLength(2);
});

test('a crash before the pauses were saved costs nothing: asking again finds them', async () => {
  const saved = await interrupted(pay(1, 'a'), pay(2, 'b'));
  const { state } = await restarted(saved);
  expect(await openInterruptions(state, options())).toEqual(saved.pauses);
  const settled = await restarted(saved);
  await expect.poll(world.messages, { timeout: 40_000 }).toBe(2);
  for (const pause of await world.questions(2)) await tap(pause, 'Approve');
  await runner.run(settled.agent, await settleInterruptions(settled.state, options()));
  expect(settled.paid).toEqual([1, 2]);
  expect(await world.asked()).toHaveLength(2);
  expect(await world.messages()).toBe(2);
});

test('with the pauses saved, a new version may ask in other words', async () => {
  const saved = await interrupted(pay(1, 'a'));
  const { agent, state, paid } = await restarted(saved);
  await tap((await world.asked())[0]!, 'Approve');
  const ask = { ...whom, message: 'Since the last deploy we say it like this.' };
  const given = { ...options(), ask };
  await expect(settleInterruptions(state, given)).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
  await runner.run(agent, await settleInterruptions(state, { ...given, pauses: saved.pauses }));
  expect(paid).toEqual([1]);
});

test('a webhook’s handler decides what is answered, and the rest stays open', async () => {
  const saved = await interrupted(pay(1, 'a'), pay(2, 'b'));
  const [first, second] = await world.asked();
  await tap(first!, 'Approve');
  const { agent, state, paid, model } = await restarted(saved);
  const now = { ...options(), pauses: saved.pauses, wait: false };
  const between = await runner.run(agent, await settleInterruptions(state, now));
  expect(between.interruptions).toHaveLength(1);
  expect(paid).toHaveLength(1);
  expect(model.calls).toHaveLength(0);

  // The webhook comes again, and changes nothing.
  const same = await runner.run(agent, await settleInterruptions(between.state, now));
  expect([same.interruptions.length, paid.length]).toEqual([1, 1]);

  await tap(second!, 'Approve');
  const done = await runner.run(agent, await settleInterruptions(same.state, now));
  expect(done.finalOutput).toBe('Done.');
  expect(paid.toSorted()).toEqual([1, 2]);
});

test('what the program decided for a whole tool outlives the process; the rest is asked about', async () => {
  const mailed: string[] = [];
  const mailTool = tool({
    ...{ name: 'mail', description: 'Mails.', parameters: z.object({ to: z.string() }) },
    needsApproval: true,
    execute: ({ to }) => void mailed.push(to),
  });
  const mail = (to: string, callId: string) => functionCall('mail', { to }, { callId });
  const office = (calls: ReturnType<typeof pay>[]) => {
    const { payTool, paid, model } = payer(calls);
    return { paid, agent: new Agent({ name: 'Office', model, tools: [payTool, mailTool] }) };
  };
  const first = office([pay(1, 'a'), mail('Ada', 'b'), pay(2, 'c')]);
  const { state } = await runner.run(first.agent, 'Pay');
  state.approve(state.getInterruptions()[0]!, { alwaysApprove: true });

  const again = office([pay(3, 'd'), mail('Bob', 'e')]);
  const restored = await RunState.fromString(again.agent, state.toString());
  const settling = settleInterruptions(restored, options());
  const [pause] = await world.questions(1);
  expect(pause!.metadata).toMatchObject({ call_id: 'Office/b' });
  await tap(pause!, 'Approve');
  const next = await runner.run(again.agent, await settling);
  expect([again.paid, mailed]).toEqual([[1, 2, 3], ['Ada']]);

  next.state.reject(next.interruptions[0]!, { alwaysReject: true });
  const last = office([mail('Eve', 'f')]);
  const rejected = await RunState.fromString(last.agent, next.state.toString());
  const done = await runner.run(last.agent, await settleInterruptions(rejected, options()));
  expect([done.finalOutput, mailed]).toEqual(['Done.', ['Ada']]);
  expect(await world.asked()).toHaveLength(1);
});

test('what was changed in the saved state after the question does not run', async () => {
  const saved = await interrupted(pay(8400, 'a'));
  await tap((await world.asked())[0]!, 'Approve');
  const { agent, state, paid, told } = await restarted({
    state: saved.state.replaceAll('8400', '84000'),
  });
  const { pauses } = saved;
  await runner.run(agent, await settleInterruptions(state, { ...options(), pauses }));
  expect(paid).toEqual([]);
  expect(told('a')).toContain('A human approved another call');
});

test('nor, by the SDK itself, what was changed in one of its places alone', async () => {
  const saved = await interrupted(pay(8400, 'a'));
  await tap((await world.asked())[0]!, 'Approve');
  const { state } = saved;
  const places = [...state.matchAll(/8400/g)].map(({ index }) => index);
  expect(places.length).toBeGreaterThan(1);
  for (const at of places) {
    const { agent, paid } = payer();
    const changed = `${state.slice(0, at)}84000${state.slice(at + 4)}`;
    await expect(
      RunState.fromString(agent, changed).then(async (restored) =>
        runner.run(agent, await settleInterruptions(restored, { ...options(), ...saved })),
      ),
    ).rejects.toThrow();
    expect(paid).toEqual([]);
  }
});

test('nor what was changed after it was decided', async () => {
  const saved = await interrupted(pay(8400, 'a'));
  await tap((await world.asked())[0]!, 'Approve');
  const { state } = await restarted(saved);
  const decided = (await settleInterruptions(state, options())).toString();
  const call = '{\\"to\\":\\"Meridian\\",\\"amount\\":8400}';
  expect(decided).toContain(call);
  const changed = decided.replaceAll(call, call.replace('8400', '84000'));
  const { agent, paid } = payer();
  await expect(
    RunState.fromString(agent, changed).then((restored) => runner.run(agent, restored)),
  ).rejects.toThrow();
  expect(paid).toEqual([]);
});

test('two that take the same saved state: where yeses are taken once, its tool runs once', async () => {
  const saved = await interrupted(pay(1, 'a'));
  await tap((await world.asked())[0]!, 'Approve');
  const used = new Set<string>();
  const once = (id: string) => !used.has(id) && used.add(id).has(id);
  const both = await Promise.all([restarted(saved), restarted(saved)]);
  for (const { agent, state } of both) {
    await runner.run(agent, await settleInterruptions(state, { ...options(), once }));
  }
  expect(both.map(({ paid }) => paid)).toEqual([[1], []]);
  expect(both[1].told('a')).toContain('by that it has run before, or was about to');
});

test('the answer about another call, or another run, approves nothing', async () => {
  const saved = await interrupted(pay(1, 'a'), pay(1, 'b'));
  const pauses = await world.asked();
  const about = (id: string) => pauses.find(({ pause_id }) => pause_id === saved.pauses[id])!;
  await tap(about('Finance/a'), 'Approve');
  await tap(about('Finance/b'), 'Reject');
  const { agent, state, paid, told } = await restarted(saved);
  const swapped = {
    'Finance/a': saved.pauses['Finance/b']!,
    'Finance/b': saved.pauses['Finance/a']!,
  };
  await runner.run(agent, await settleInterruptions(state, { ...options(), pauses: swapped }));
  expect(paid).toEqual([]);
  expect(told('b')).toContain('about another call');

  const other = await restarted(saved);
  const elsewhere = { ...options(), runId: 'run-2', pauses: saved.pauses };
  await runner.run(other.agent, await settleInterruptions(other.state, elsewhere));
  expect(other.paid).toEqual([]);
});

test('an answer that came while nothing ran is found, whenever it runs again', async () => {
  const saved = await interrupted(pay(1, 'a'));
  await tap((await world.asked())[0]!, 'Approve', 'go ahead');
  const { agent, state, paid } = await restarted(saved);
  await runner.run(agent, await settleInterruptions(state, { ...options(), wait: false }));
  expect(paid).toEqual([1]);
});
