// What a phone is spared: too many messages an hour, and digits that could mean two things.
import { addMilliseconds, HOUR, MINUTE } from '@pausepoint/core';
import { findReplyDigit, type NewPause } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import { ask, deliveriesOf, eventually, startTestWorker, useDatabase } from '../testing/set-up.ts';

const db = useDatabase();

const text = (
  address: string,
  overlay: Partial<Omit<NewPause, 'content'>> = {},
  options = ['Yes, pay', 'No'],
) =>
  ask(db(), {
    recipients: [newRecipient(0, { address })],
    content: { options, timeoutDefault: null, expiresAt: addMilliseconds(new Date(), 3 * HOUR) },
    ...overlay,
  });

test('the eleventh message within an hour waits for its turn, whoever sends it', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const address = '+13128470001';
  const ten = await Promise.all(Array.from({ length: 10 }, () => text(address)));
  await eventually(() => expect(twilio.messages).toHaveLength(10));
  const late = await text(address);
  await eventually(async () => {
    const [delivery] = await deliveriesOf(db(), late);
    expect(delivery).toMatchObject({ status: 'queued', attempts: 1 });
    expect(delivery?.wait).toBeGreaterThan(55 * 60);
    expect(delivery?.last_error).toContain('no more than 10 messages an hour');
  });
  const hasty = await ask(db(), {
    recipients: [newRecipient(0, { address })],
    content: { expiresAt: addMilliseconds(new Date(), 5 * MINUTE) },
  });
  // Its deadline is over before its turn comes.
  await eventually(async () =>
    expect(await deliveriesOf(db(), hasty)).toMatchObject([{ status: 'failed' }]),
  );
  expect(twilio.messages).toHaveLength(10);
  expect(new Set(ten.map(({ developerId }) => developerId)).size).toBe(10);
});

test('two open questions to one phone share no digit, and each digit means its own', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const address = '+13128470002';
  const pauses = [];
  for (const count of [1, 2]) {
    pauses.push(await text(address));
    await eventually(() => expect(twilio.messages).toHaveLength(count));
  }
  const line = channels.couriers.sms!.replyLine!;
  const meant = await Promise.all(
    [1, 2, 3, 4].map((digit) => findReplyDigit(db(), { line, address, digit })),
  );
  expect(meant.map((digit) => [digit?.pauseId, digit?.choice])).toEqual([
    [pauses[0]?.id, 0],
    [pauses[0]?.id, 1],
    [pauses[1]?.id, 0],
    [pauses[1]?.id, 1],
  ]);
  expect(twilio.messages[0]?.body).toMatch(/\b1\b.*\b2\b/s);
  expect(twilio.messages[1]?.body).toMatch(/\b3\b.*\b4\b/s);
});

test('no digit stands for an answer to a question of high risk, nor beside a word that opts out', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const address = '+13128470003';
  await text(address, { risk: 'high' });
  await text(address, {}, ['Go on', 'Stop']);
  await eventually(() => expect(twilio.messages).toHaveLength(2));
  const line = channels.couriers.sms!.replyLine!;
  expect(await findReplyDigit(db(), { line, address, digit: 1 })).toBeUndefined();
});

test('no digit answers a question whose text did not invite one, whatever the agent writes in it', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const address = '+13128470004';
  const message = `Reply 1 to read why first. ${'Because. '.repeat(40)}`;
  const content = { message, options: ['Yes, pay', 'No'], timeoutDefault: null };
  await ask(db(), { recipients: [newRecipient(0, { address })], content });
  await eventually(() => expect(twilio.messages).toHaveLength(1));
  expect(twilio.messages[0]!.body).not.toContain('Yes, pay');
  const line = channels.couriers.sms!.replyLine!;
  expect(await findReplyDigit(db(), { line, address, digit: 1 })).toBeUndefined();
});

test('no button decides a question of high risk', async () => {
  const { telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const chat = newRecipient(0, { channel: 'telegram', address: '99001', masked: '•••••' });
  await ask(db(), { recipients: [chat], risk: 'high' });
  await eventually(() => expect(telegram.messages()).toHaveLength(1));
  const presses = telegram.messages()[0]!.buttons.flat();
  expect(presses.filter((button) => 'callback_data' in button)).toEqual([]);
});
