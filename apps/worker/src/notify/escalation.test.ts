// Who does not answer is asked again, who can't be reached is stood in for, and both are told of.
import { twilioRefusal } from '@pausepoint/channels/testing';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import { startReceiver } from '../testing/receiver.ts';
import {
  answer,
  ask,
  deliveriesOf,
  eventsOf,
  eventually,
  makeDue,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();
const fallback = (index: number, afterSeconds = 1_800) =>
  newRecipient(index, {
    channel: 'telegram',
    address: String(77_000 + index),
    masked: '•••••',
    afterSeconds,
  });

test('a fallback waits its time, and is asked at once when the first way fails for good', async () => {
  const { url, received } = await startReceiver();
  const { twilio, telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const calm = await ask(db(), { recipients: [newRecipient(0), fallback(1)] });
  await eventually(() => expect(twilio.messages).toHaveLength(1));

  twilio.script(twilioRefusal(400, 21610));
  const pause = await ask(db(), { recipients: [newRecipient(0), fallback(2)], webhookUrl: url });
  await eventually(() => expect(telegram.messages()).toHaveLength(1));
  await eventually(async () =>
    expect(await eventsOf(db(), pause)).toEqual([
      'pause.created',
      'pause.notification_failed',
      'pause.escalated',
    ]),
  );
  expect(telegram.messages()).toMatchObject([{ chat: '77002' }]);
  // Somebody is reached, so the developer need not be woken.
  expect(received).toEqual([]);
  expect(await deliveriesOf(db(), calm)).toMatchObject([
    { status: 'sent' },
    { status: 'queued', attempts: 0 },
  ]);
});

test('when the last way fails the webhook says so, once', async () => {
  const { url, received } = await startReceiver();
  const { twilio, telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  telegram.block(77_003);
  twilio.script(twilioRefusal(400, 21610));
  const pause = await ask(db(), { recipients: [newRecipient(0), fallback(3)], webhookUrl: url });
  await eventually(() => expect(received).toHaveLength(1));
  expect(received[0]?.headers['x-pausepoint-event']).toBe('pause.notification_failed');
  await eventually(async () => {
    const webhooks = (await deliveriesOf(db(), pause)).filter(({ kind }) => kind === 'webhook');
    expect(webhooks).toMatchObject([{ status: 'delivered' }]);
  });
});

test('a reminder reaches whoever did not answer, once, and nobody who did', async () => {
  const { telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const options = { recipients: [fallback(4, 0)], remindAfterSeconds: 600 };
  const pause = await ask(db(), options);
  await eventually(() => expect(telegram.messages()).toHaveLength(1));
  await makeDue(db(), pause);
  await eventually(() => expect(telegram.messages()).toHaveLength(2));
  await eventually(async () =>
    expect(await eventsOf(db(), pause)).toEqual([
      'pause.created',
      'pause.notified',
      'pause.reminded',
    ]),
  );
  expect(telegram.messages()[1]?.text).not.toBe(telegram.messages()[0]?.text);

  const answered = await ask(db(), options);
  await eventually(() => expect(telegram.messages()).toHaveLength(3));
  await answer(db(), answered);
  await makeDue(db(), answered);
  await eventually(async () => {
    const reminders = (await deliveriesOf(db(), answered)).filter(
      ({ notice }) => notice === 'reminder',
    );
    expect(reminders).toMatchObject([{ status: 'failed', wait: null }]);
  });
  expect(await eventsOf(db(), answered)).not.toContain('pause.reminded');
});

test('who could not be asked is not reminded', async () => {
  const { telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  telegram.block(77_005);
  const pause = await ask(db(), { recipients: [fallback(5, 0)], remindAfterSeconds: 600 });
  await eventually(async () =>
    expect(await eventsOf(db(), pause)).toContain('pause.notification_failed'),
  );
  await makeDue(db(), pause);
  await eventually(async () => {
    for (const { wait } of await deliveriesOf(db(), pause)) expect(wait).toBeNull();
  });
  expect(telegram.taken).toHaveLength(1);
});
