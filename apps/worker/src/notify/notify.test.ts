// Whom a pause asks gets one message with a link that works; what cannot arrive is told, once.
import { twilioRefusal } from '@pausepoint/channels/testing';
import { createLog } from '@pausepoint/runtime';
import { findShortCode, listAudit } from '@pausepoint/store';
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
const recipients = () => [newRecipient(0)];
const delivered = { status: 'sent', attempts: 1, wait: null, last_error: null };

test('a text leaves once, with the link of whom it asks', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const pause = await ask(db(), { recipients: recipients() });
  await eventually(async () => expect(await deliveriesOf(db(), pause)).toMatchObject([delivered]));
  expect(twilio.messages).toMatchObject([{ to: '+13128471928' }]);
  const code = /https:\/\/pause\.example\.com\/r\/([\w-]{22})/.exec(twilio.messages[0]!.body!)?.[1];
  expect(await findShortCode(db(), code!)).toMatchObject({ pauseId: pause.id, recipientIndex: 0 });
  expect(await eventsOf(db(), pause)).toEqual(['pause.created', 'pause.notified']);
});

test('a channel that is not set up fails visibly at once, and the log names it alone', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'warn', stream: { write: (line) => void lines.push(line) } });
  await startTestWorker(db(), { log });
  const pause = await ask(db(), { recipients: recipients() });
  await eventually(async () =>
    expect(await eventsOf(db(), pause)).toContain('pause.notification_failed'),
  );
  const error = 'the channel is not set up on this server';
  expect(await deliveriesOf(db(), pause)).toMatchObject([
    { status: 'failed', attempts: 1, last_error: error },
  ]);
  await eventually(() => expect(lines).toHaveLength(1));
  expect(JSON.parse(lines[0]!)).toMatchObject({ channel: 'sms', notice: 'question', error });
  expect(lines[0]).not.toMatch(/3128471928|Meridian/);
});

test('a number the operator does not pay for is never sent to', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const abroad = newRecipient(0, { address: '+4930901820' });
  const pause = await ask(db(), { recipients: [abroad] });
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'failed', attempts: 1 }]);
  });
  expect(twilio.messages).toEqual([]);
});

test('an opt-out is told at once: event, webhook and pause say so in the same pass', async () => {
  const { url, received } = await startReceiver();
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  twilio.script(twilioRefusal(400, 21610));
  const pause = await ask(db(), { recipients: recipients(), webhookUrl: url });
  await eventually(() => expect(received).toHaveLength(1));
  expect(received[0]?.headers['x-pausepoint-event']).toBe('pause.notification_failed');
  const [message] = await deliveriesOf(db(), pause);
  expect(message).toMatchObject({ status: 'failed', attempts: 1, wait: null });
  expect(message?.last_error).toContain('21610');
  expect(twilio.messages).toEqual([]);
  expect(received[0]?.body).not.toContain('3128471928');
});

test('a busy vendor is asked again when it says, under the same key', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels, random: () => 0.5 });
  twilio.script({ ...twilioRefusal(429, 20429), retryAfter: 60 });
  const pause = await ask(db(), { recipients: recipients() });
  await eventually(async () => {
    const [delivery] = await deliveriesOf(db(), pause);
    expect(delivery).toMatchObject({ status: 'queued', attempts: 1 });
    expect(delivery?.wait).toBeCloseTo(60, 0);
  });
  await makeDue(db(), pause);
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent', attempts: 2 }]),
  );
  expect(twilio.messages).toHaveLength(1);
});

test('what is settled is not sent, and that is nobody’s news', async () => {
  const { twilio, channels } = await openVendors(db());
  const pause = await ask(db(), { recipients: recipients() });
  await answer(db(), pause);
  await startTestWorker(db(), { channels });
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([
      { status: 'failed', last_error: 'settled before the message was sent' },
    ]),
  );
  expect(twilio.taken).toEqual([]);
  expect(await eventsOf(db(), pause)).not.toContain('pause.notification_failed');
});

test('of several people each is asked by a link of their own', async () => {
  const { twilio, telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const chat = newRecipient(1, { channel: 'telegram', address: '77001', masked: '•••••001' });
  const pause = await ask(db(), { recipients: [newRecipient(0), chat] });
  await eventually(() => {
    expect(twilio.messages).toHaveLength(1);
    expect(telegram.messages()).toMatchObject([{ chat: '77001' }]);
  });
  await eventually(async () => {
    const { developerId, mode, id: pauseId } = pause;
    const events = await listAudit(db(), {
      ...{ developerId, mode, pauseId, limit: 10 },
      eventType: 'pause.notified',
    });
    expect(events.map(({ detail }) => detail['recipient_index']).sort()).toEqual([0, 1]);
  });
});
