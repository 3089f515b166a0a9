// Whom a pause asks gets a message with a link that works, and nobody else does.
import { isShortCode, readResponseToken, newShortCode } from '@pausepoint/core';
import { createSignals } from '@pausepoint/runtime';
import {
  createWebhook,
  findShortCode,
  listAudit,
  listMessages,
  settle,
  type NewRecipient,
  type PauseRecord,
} from '@pausepoint/store';
import { expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import {
  ask,
  askOverdue,
  deliveriesOf,
  eventually,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';

const db = useDatabase();

const recipients: NewRecipient[] = [
  {
    index: 0,
    name: null,
    channel: 'sms',
    address: '+13128471928',
    masked: '+1•••••1928',
    code: newShortCode(),
  },
  {
    index: 1,
    name: 'CFO',
    channel: 'email',
    address: 'cfo@company.com',
    masked: 'c••@company.com',
    code: newShortCode(),
  },
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

const eventsOf = async ({ developerId, mode, id: pauseId }: PauseRecord) =>
  (await listAudit(db(), { developerId, mode, pauseId, limit: 10 })).map(({ type }) => type);

test('no address is kept with a sandbox message, nor a Slack URL', async () => {
  const address = 'https://hooks.slack.com/services/T000/B000/XXXX';
  const slack = { index: 0, name: null, channel: 'slack', address, masked: 'Slack ••••' } as const;
  await startTestWorker(db());
  const pause = await ask(db(), {
    sandboxed: true,
    recipients: [{ ...slack, code: newShortCode() }],
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
    expect(await eventsOf(pause)).not.toContain('pause.notification_failed');
  }
});

test('without a courier a real message fails visibly, and the event says so', async () => {
  await startTestWorker(db());
  const pause = await ask(db(), { recipients: recipients.slice(0, 1) });
  await eventually(async () =>
    expect(await eventsOf(pause)).toContain('pause.notification_failed'),
  );
  expect(await deliveriesOf(db(), pause)).toMatchObject([
    { status: 'failed', attempts: 1, last_error: 'the channel is not set up on this server' },
  ]);
  expect(await messagesOf(pause)).toEqual([]);
});

test('a courier that could not send is asked again on the schedule', async () => {
  const keys: string[] = [];
  await startTestWorker(db(), {
    random: () => 0.5,
    couriers: {
      sms: {
        async send(_message, { key }) {
          keys.push(key);
          return keys.length === 1
            ? { kind: 'retry', error: 'vendor is busy', afterSeconds: 60 }
            : { kind: 'delivered' };
        },
      },
    },
  });
  const pause = await ask(db(), { recipients: recipients.slice(0, 1) });
  await eventually(async () => {
    const [delivery] = await deliveriesOf(db(), pause);
    expect(delivery).toMatchObject({ status: 'queued', attempts: 1, last_error: 'vendor is busy' });
    expect(delivery?.wait).toBeCloseTo(60, 0);
  });
  await db().pool.query('update delivery set next_attempt_at = now() where pause_id = $1', [
    pause.id,
  ]);
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });
  expect(new Set(keys).size).toBe(1);
});
