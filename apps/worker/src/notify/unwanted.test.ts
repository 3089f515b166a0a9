// Whoever reported a developer's message gets no further one: it fails at once, visibly.
import { newId } from '@pausepoint/core';
import { reportUnexpected } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import { startReceiver } from '../testing/receiver.ts';
import {
  ask,
  deliveriesOf,
  eventsOf,
  eventually,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();
const error = 'the recipient did not expect this message';

test('the next question fails with the same words and event, the fallback is asked instead', async () => {
  const { url, received } = await startReceiver();
  const { twilio, telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const first = await ask(db(), { recipients: [newRecipient(0)] });
  await eventually(() => expect(twilio.messages).toHaveLength(1));
  const { developerId, id: pauseId } = first;
  await reportUnexpected(db(), { developerId, pauseId, recipientIndex: 0 });
  const chat = { channel: 'telegram', address: '77002', masked: '•••••002' } as const;
  const fallback = newRecipient(1, { ...chat, afterSeconds: 600 });
  const next = await ask(db(), { developerId, recipients: [newRecipient(0), fallback] });
  const last = await ask(db(), { developerId, recipients: [newRecipient(0)], webhookUrl: url });
  await eventually(() => expect(received).toHaveLength(1));
  expect(received[0]?.headers['x-pausepoint-event']).toBe('pause.notification_failed');
  expect(await deliveriesOf(db(), last)).toMatchObject([
    { status: 'failed', attempts: 1, wait: null, last_error: error },
    { kind: 'webhook' },
  ]);
  await eventually(() => expect(telegram.messages()).toMatchObject([{ chat: '77002' }]));
  await eventually(async () =>
    expect(await eventsOf(db(), next)).toEqual([
      'pause.created',
      'pause.notification_failed',
      'pause.escalated',
    ]),
  );
  expect(twilio.messages).toHaveLength(1);
});

test('a reminder to them is not sent either; another developer’s question is', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const address = '+13128471930';
  const to = () => [newRecipient(0, { address })];
  const first = await ask(db(), { recipients: to(), remindAfterSeconds: 600 });
  const second = await ask(db(), {
    ...{ developerId: first.developerId, recipients: to(), remindAfterSeconds: 600 },
  });
  await eventually(() => expect(twilio.messages).toHaveLength(2));
  const { developerId, id: pauseId } = first;
  await eventually(async () => expect(await eventsOf(db(), second)).toContain('pause.notified'));
  await reportUnexpected(db(), { developerId, pauseId, recipientIndex: 0 });
  await db().pool.query(
    `update delivery set next_attempt_at = now() where developer_id = $1 and notice = 'reminder'
     and next_attempt_at is not null`,
    [developerId],
  );
  await eventually(async () =>
    expect(await deliveriesOf(db(), second)).toMatchObject([
      { notice: 'question', status: 'sent' },
      { notice: 'reminder', status: 'failed', last_error: error },
    ]),
  );
  await ask(db(), { recipients: to() });
  await eventually(() => expect(twilio.messages).toHaveLength(3));
});

test('nobody is asked for a developer who is disabled, and the webhooks hear that', async () => {
  const { url, received } = await startReceiver();
  const { twilio, channels } = await openVendors(db());
  const developerId = newId(new Date());
  await db().pool.query(
    `insert into developer (id, name, plan, created_at, disabled_at) values ($1, 'Ada', 'free', now(), now())`,
    [developerId],
  );
  const asked = await ask(db(), { developerId, recipients: [newRecipient(0)], webhookUrl: url });
  await startTestWorker(db(), { channels });
  await eventually(() => expect(received).toHaveLength(1));
  const told = { status: 'failed', last_error: 'the account of whoever asks is disabled' };
  expect(await deliveriesOf(db(), asked)).toMatchObject([told, { kind: 'webhook' }]);
  expect(twilio.messages).toHaveLength(0);
});
