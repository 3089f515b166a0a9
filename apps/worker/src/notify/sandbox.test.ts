// In the sandbox every message is kept to be looked at, with a link that works, and none leaves.
import { isShortCode, readResponseToken } from '@pausepoint/core';
import { createSignals } from '@pausepoint/runtime';
import { createWebhook, findShortCode, listMessages, settle } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { startReceiver } from '../testing/receiver.ts';
import {
  ask,
  askOverdue,
  deliveriesOf,
  eventsOf,
  eventually,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();

const recipients = [
  newRecipient(0),
  newRecipient(1, {
    name: 'CFO',
    channel: 'email',
    address: 'cfo@company.com',
    masked: 'c••@company.com',
  }),
];

const messagesOf = ({ developerId }: { developerId: string }) =>
  listMessages(db(), { developerId, limit: 10 });

test('in the sandbox each recipient gets a message whose link leads to the pause', async () => {
  await startTestWorker(db());
  const pause = await ask(db(), { sandboxed: true, recipients });
  await eventually(async () => expect(await messagesOf(pause)).toHaveLength(2));
  const messages = await messagesOf(pause);
  const sms = messages.find(({ channel }) => channel === 'sms')!;
  const email = messages.find(({ channel }) => channel === 'email')!;

  expect(sms).toMatchObject({ recipient: '+1•••••1928', pauseId: pause.id, mode: 'live' });
  const code = /https:\/\/pause\.example\.com\/r\/([\w-]{22})/.exec(sms.text)?.[1] ?? '';
  expect(isShortCode(code)).toBe(true);
  expect(await findShortCode(db(), code)).toMatchObject({ pauseId: pause.id, recipientIndex: 0 });

  expect(email.recipient).toBe('c••@company.com');
  const token = /https:\/\/pause\.example\.com\/respond\/([\w-]{40,})/.exec(email.text)?.[1] ?? '';
  expect(readResponseToken(db().ring, token)).toMatchObject({
    developerId: pause.developerId,
    pauseId: pause.id,
    recipientIndex: 1,
    revision: 1,
  });
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([
      { status: 'sandboxed', attempts: 1, wait: null },
      { status: 'sandboxed', attempts: 1, wait: null },
    ]);
  });
});

const moot = { status: 'failed', last_error: 'settled before the message was sent' };

test('no address is kept with a sandbox message, nor a Slack URL', async () => {
  const address = 'https://hooks.slack.com/services/T000/B000/XXXX';
  const slack = newRecipient(0, { channel: 'slack', address, masked: 'Slack ••••' });
  await startTestWorker(db());
  const pause = await ask(db(), {
    sandboxed: true,
    recipients: [slack],
  });
  await eventually(async () => expect(await messagesOf(pause)).toHaveLength(1));
  const [kept] = await messagesOf(pause);
  expect(kept).toMatchObject({ recipient: slack.masked });
  expect(JSON.stringify(kept)).not.toContain('T000');
});

test('a poke makes the message leave without waiting for the loop', async () => {
  const signals = createSignals();
  await startTestWorker(db(), { signals });
  const pause = await ask(db(), { sandboxed: true, recipients: recipients.slice(0, 1) });
  signals.due();
  await eventually(async () => expect(await messagesOf(pause)).toHaveLength(1));
});

test('what can no longer be answered is not sent, and that is nobody’s news', async () => {
  const { url } = await startReceiver();
  const { webhook } = await createWebhook(db(), {
    developerId: crypto.randomUUID(),
    mode: 'live',
    url,
    events: ['pause.notification_failed'],
    secret: null,
    now: new Date(),
  });
  const { developerId } = webhook;
  const cancelled = await ask(db(), { developerId, sandboxed: true, recipients });
  const { mode, id: pauseId } = cancelled;
  await settle(db(), [{ kind: 'cancel', developerId, mode, pauseId }]);
  const overdue = await askOverdue(db(), { developerId, sandboxed: true, recipients });
  await startTestWorker(db());
  for (const pause of [cancelled, overdue]) {
    await eventually(async () => {
      // Both messages, and no third delivery: the webhook that asked for failures.
      expect(await deliveriesOf(db(), pause)).toMatchObject([moot, moot]);
    });
    expect(await messagesOf(pause)).toEqual([]);
    expect(await eventsOf(db(), pause)).not.toContain('pause.notification_failed');
  }
});
