// Between question and answer nothing is needed but the messages.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateText, type ModelMessage } from 'ai';
import { pausepoint } from 'pausepoint';
import { beforeEach, expect, test } from 'vitest';
import { pausePointApproval, settleApprovals } from './index.ts';
import { durableRun, start } from './testing/durable-run.ts';
import { purgeCall, purger, scripted } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap, url } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'run-1', ask: whom });
const { interrupted, goOn } = durableRun(options);

const about = async (callId: string) =>
  (await world.asked()).find(({ metadata }) => metadata?.['call_id'] === callId)!;

test('all calls are asked about at once, and each runs by its own answer', async () => {
  const messages = await interrupted(purgeCall(1, 'a'), purgeCall(2, 'b'), purgeCall(3, 'c'));
  await world.questions(3);
  await tap(await about('c'), 'Approve');
  await tap(await about('b'), 'Reject', 'not this one');
  await tap(await about('a'), 'Approve');
  const { purged, text, told: heard } = await goOn(await settleApprovals(messages, options()));
  expect(purged).toEqual([1, 3]);
  expect(text).toBe('Done.');
  expect(heard).toContain('A human rejected this call of purge');
  expect(heard).toContain('not this one');
});

test('another process goes on with what was saved, while the human still thinks', async () => {
  const messages = await interrupted(purgeCall(1, 'a'), purgeCall(2, 'b'));
  const program = join(import.meta.dirname, 'testing/resume.ts');
  const given = JSON.stringify({ messages, apiKey: world.apiKey, url, runId: 'run-1' });
  const running = promisify(execFile)(process.execPath, [
    '--conditions=@pausepoint/source',
    program,
    given,
  ]);
  await tap(await about('a'), 'Reject');
  await tap(await about('b'), 'Approve');
  expect(JSON.parse((await running).stdout)).toEqual([2]);
  expect(await world.asked()).toHaveLength(2);
});

test('looking without waiting says when all is answered, however often one looks', async () => {
  const messages = await interrupted(purgeCall(1, 'a'), purgeCall(2, 'b'));
  const now = { ...options(), wait: false };
  expect(await settleApprovals(messages, now)).toBeUndefined();
  await tap(await about('a'), 'Approve');
  expect(await settleApprovals(messages, now)).toBeUndefined();
  await tap(await about('b'), 'Approve');
  const [next, again] = await Promise.all([
    settleApprovals(messages, now),
    settleApprovals(messages, now),
  ]);
  expect(next).toEqual(again);
  // What is settled has nothing open any more.
  expect(await settleApprovals(next!, now)).toEqual(next);
  expect((await goOn(next!)).purged).toEqual([1, 2]);
  expect(await world.asked()).toHaveLength(2);
});

test('who lets the SDK ask for approval itself may still have a human asked', async () => {
  const { tools } = purger();
  const { responseMessages } = await generateText({
    ...{ model: scripted([purgeCall(1, 'a'), purgeCall(2, 'b')]), tools, messages: start },
    toolApproval: { purge: 'user-approval' },
  });
  const settling = settleApprovals([...start, ...responseMessages], options());
  for (const pause of await world.questions(2)) await tap(pause, 'Approve');
  expect((await goOn(await settling, false)).purged).toEqual([1, 2]);
});

test('a new version may ask in other words: the question is found by run and call', async () => {
  const messages = await interrupted(purgeCall(1, 'a'));
  await tap(await about('a'), 'Approve');
  const ask = { ...whom, message: 'Since the last deploy we say it like this.' };
  const next = await settleApprovals(messages, { ...options(), ask });
  expect((await goOn(next)).purged).toEqual([1]);
  expect(await world.asked()).toHaveLength(1);
});

test('silence, and what could not be asked, are told as that', async () => {
  const ask = { ...whom, timeout_seconds: 1 };
  const { tools } = purger();
  const { responseMessages } = await generateText({
    ...{ model: scripted([purgeCall(1, 'a')]), tools, messages: start },
    toolApproval: pausePointApproval({ ...options(), ask, tools: { purge: true }, wait: false }),
  });
  const next = await settleApprovals([...start, ...responseMessages], { ...options(), ask });
  const { purged, told: heard } = await goOn(next, false);
  expect(purged).toEqual([]);
  expect(heard).toContain('No human agreed: nobody answered in time.');
});

test('an abort withdraws every open question and is thrown as it was', async () => {
  const messages = await interrupted(purgeCall(1, 'a'), purgeCall(2, 'b'));
  const stop = new AbortController();
  const waiting = settleApprovals(messages, { ...options(), signal: stop.signal });
  const why = new Error('the user left');
  await expect.poll(async () => (await held()) > 0).toBe(true);
  stop.abort(why);
  await expect(waiting).rejects.toBe(why);
  expect((await world.asked()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});

test('a run that is stopped while it asks withdraws its question', async () => {
  const stop = new AbortController();
  const { signal } = stop;
  const why = new Error('the user left');
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method === 'POST') stop.abort(why);
    return response;
  };
  const client = pausepoint({ apiKey: world.apiKey, url, fetch: watched });
  const given = { ...options(), client, signal, tools: { purge: true }, wait: false };
  const { tools } = purger();
  const model = scripted([purgeCall(1, 'a')]);
  const toolApproval = pausePointApproval(given);
  const running = generateText({ model, tools, messages: start, toolApproval });
  await expect(running).rejects.toBe(why);
  expect((await world.asked()).map(({ status }) => status)).toEqual(['cancelled']);
});

test.each([
  ['an abort while it still looks withdraws it too', true, 'cancelled'],
  ['an abort of who only looks leaves it open', false, 'pending'],
])('%s', async (_, wait, status) => {
  const messages = await interrupted(purgeCall(1, 'a'));
  const extra = { type: 'tool-approval-request', approvalId: 'never asked', toolCallId: 'b' };
  const call = { type: 'tool-call', toolCallId: 'b', toolName: 'purge', input: {} };
  const given = [...messages, { role: 'assistant', content: [call, extra] } as ModelMessage];
  const stop = new AbortController();
  const settling = settleApprovals(given, { ...options(), signal: stop.signal, wait });
  const why = new Error('the user left');
  stop.abort(why);
  await expect(settling).rejects.toBe(why);
  expect((await world.asked()).map((pause) => pause.status)).toEqual([status]);
});

test('a run of very many questions finds the one it looks for', async () => {
  const calls = Array.from({ length: 120 }, (_, at) => purgeCall(at, `call_${at}`));
  const messages = await interrupted(...calls);
  await tap((await world.client.pauses.list({ limit: 1 })).data[0]!, 'Reject');
  const first = (await allAsked()).find(({ metadata }) => metadata?.['call_id'] === 'call_0')!;
  await tap(first, 'Approve');
  const only = [
    ...start,
    ...messages.slice(1).map((message) => ({
      ...message,
      content: (message.content as { toolCallId?: string }[]).filter(
        ({ toolCallId }) => toolCallId === 'call_0',
      ),
    })),
  ] as ModelMessage[];
  expect((await goOn(await settleApprovals(only, options()))).purged).toEqual([0]);
});

async function allAsked() {
  const first = await world.client.pauses.list({ limit: 100 });
  const rest = await world.client.pauses.list({ limit: 100, cursor: first.next_cursor! });
  return [...first.data, ...rest.data];
}

/** How many long polls the server holds open. */
async function held(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^pausepoint_waiters (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}
