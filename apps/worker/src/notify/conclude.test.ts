// A message that can be edited shows what became of its question, and nothing to press any more.
import { createSignals } from '@pausepoint/runtime';
import { settle } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import {
  answer,
  ask,
  deliveriesOf,
  eventsOf,
  eventually,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();
const chat = (index: number) =>
  newRecipient(index, { channel: 'telegram', address: String(88_000 + index), masked: '•••••' });

test('a tap on one message is shown in everybody’s, at once', async () => {
  const { telegram, channels } = await openVendors(db());
  const signals = createSignals();
  await startTestWorker(db(), { channels, signals });
  const pause = await ask(db(), { recipients: [chat(0), chat(1), newRecipient(2)] });
  await eventually(async () => {
    const sent = (await deliveriesOf(db(), pause)).filter(({ status }) => status === 'sent');
    expect(sent).toHaveLength(3);
  });
  for (const { buttons } of telegram.messages()) expect(buttons.flat()).not.toEqual([]);
  await answer(db(), pause, 'Reject');
  signals.settled([{ developerId: pause.developerId, pauseId: pause.id }]);
  await eventually(() => {
    for (const { text, edits, buttons } of telegram.messages()) {
      expect(edits).toBe(1);
      expect(text).toContain('Reject');
      expect(buttons.flat()).toEqual([]);
    }
  });
  expect(telegram.messages()).toHaveLength(2);
  // A text cannot be edited, and gets nothing more.
  await eventually(async () => {
    const outcomes = (await deliveriesOf(db(), pause)).filter(({ notice }) => notice === 'outcome');
    expect(outcomes).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
  });
  expect(await eventsOf(db(), pause)).not.toContain('pause.notification_failed');
});

test('a withdrawn question says so in its message', async () => {
  const { telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const pause = await ask(db(), { recipients: [chat(3)] });
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent' }]),
  );
  const { developerId, mode, id: pauseId } = pause;
  await settle(db(), [{ kind: 'cancel', developerId, mode, pauseId }]);
  await eventually(() => {
    expect(telegram.messages()).toMatchObject([{ edits: 1 }]);
    expect(telegram.messages()[0]?.text).toContain('Withdrawn');
  });
});

test('an edit that fails is tried again, and never news', async () => {
  const { telegram, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  const pause = await ask(db(), { recipients: [chat(4)] });
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent' }]),
  );
  telegram.script({ status: 502, body: 'bad gateway' });
  await answer(db(), pause);
  await eventually(() => expect(telegram.messages()).toMatchObject([{ edits: 1 }]));
  expect(await eventsOf(db(), pause)).toEqual([
    'pause.created',
    'pause.notified',
    'pause.responded',
  ]);
});
