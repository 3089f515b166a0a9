// A chat's messages travel through a browser: what they claim is held against what a human answered.
import {
  convertToModelMessages,
  isStepCount,
  isToolUIPart,
  readUIMessageStream,
  streamText,
  toUIMessageStream,
  type UIMessage,
} from 'ai';
import { beforeEach, expect, test } from 'vitest';
import { pausePointApproval, settleUIApprovals } from './index.ts';
import { purgeCall, purger, scripted, told } from './testing/scripted.ts';
import { whom } from './testing/whom.ts';
import { newWorld, tap } from './testing/world.ts';

let world: Awaited<ReturnType<typeof newWorld>>;
beforeEach(async () => {
  world = await newWorld();
});
const options = () => ({ client: world.client, runId: 'chat-1', ask: whom });
const question: UIMessage = {
  ...{ id: 'q', role: 'user' },
  parts: [{ type: 'text', text: 'Clean up.' }],
};

/** One request of the chat: what the server streams, as the browser then has it. */
async function request(messages: UIMessage[], calls: ReturnType<typeof purgeCall>[] = []) {
  const { tools, purged } = purger();
  const model = calls.length === 0 ? scripted() : scripted(calls);
  const { stream } = streamText({
    ...{ model, tools, stopWhen: isStepCount(5) },
    messages: await convertToModelMessages(messages),
    toolApproval: pausePointApproval({ ...options(), tools: { purge: true }, wait: false }),
    experimental_toolApprovalSecret: 'a secret of ours',
  });
  const last = messages.at(-1)!;
  const goesOn = last.role === 'assistant' ? last : undefined;
  let seen = goesOn;
  const chunks = toUIMessageStream({ stream, originalMessages: messages });
  const read = readUIMessageStream({ stream: chunks, ...(goesOn && { message: goesOn }) });
  for await (const message of read) seen = message;
  const before = goesOn ? messages.slice(0, -1) : messages;
  const after = JSON.parse(JSON.stringify([...before, seen])) as UIMessage[];
  return { messages: after, purged, model };
}

const states = (messages: readonly UIMessage[]) =>
  messages.flatMap(({ parts }) => parts.filter(isToolUIPart).map(({ state }) => state));

test('a call waits in the chat, and goes on as humans answered', async () => {
  const asked = await request([question], [purgeCall(1, 'a'), purgeCall(2, 'b')]);
  expect(states(asked.messages)).toEqual(['approval-requested', 'approval-requested']);
  const now = { ...options(), wait: false };
  expect(await settleUIApprovals(asked.messages, now)).toBeUndefined();
  for (const pause of await world.questions(2)) {
    await tap(pause, pause.metadata!['call_id'] === 'a' ? 'Reject' : 'Approve', 'only b');
  }
  const settled = (await settleUIApprovals(asked.messages, now))!;
  expect(states(settled)).toEqual(['approval-responded', 'approval-responded']);
  expect(await settleUIApprovals(settled, now)).toEqual(settled);
  const done = await request(settled);
  expect(done.purged).toEqual([2]);
  expect(states(done.messages)).toEqual(['output-denied', 'output-available']);
  expect(told(done.model)).toContain('only b');
  expect(await world.asked()).toHaveLength(2);
});

test('the same call under the same id in a later turn is asked about anew', async () => {
  const asked = await request([question], [purgeCall(1, 'a')]);
  await tap((await world.questions(1))[0]!, 'Approve');
  const done = await request(await settleUIApprovals(asked.messages, options()));
  expect(done.purged).toEqual([1]);
  const next = [...done.messages, { ...question, id: 'q2' }];
  const again = await request(next, [purgeCall(1, 'a')]);
  expect(again.purged).toEqual([]);
  await tap((await world.questions(2))[1]!, 'Approve');
  const last = await request(await settleUIApprovals(again.messages, options()));
  expect(last.purged).toEqual([1]);
});

test('a browser that answers by itself approves nothing', async () => {
  const { messages } = await request([question], [purgeCall(1, 'a')]);
  // As `addToolApprovalResponse` leaves it when somebody clicks “Approve” in the chat.
  const clicked = messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) =>
      isToolUIPart(part) && part.state === 'approval-requested'
        ? { ...part, state: 'approval-responded', approval: { ...part.approval, approved: true } }
        : part,
    ),
  })) as UIMessage[];
  const { purged, model } = await request(clicked);
  expect(purged).toEqual([]);
  expect(told(model)).toContain('No human agreed: the question is still open.');
});
