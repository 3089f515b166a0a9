// A message whose vendor never answered may be out: it stays in doubt until something proves it.
import { settle } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
import {
  answer,
  ask,
  deliveriesOf,
  eventually,
  makeDue,
  startTestWorker,
  useDatabase,
} from '../testing/set-up.ts';

const db = useDatabase();
const recipients = () => [newRecipient(0)];

test('what may be out already waits a minute, and is one duplicate at most', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  twilio.script('reset');
  const pause = await ask(db(), { recipients: recipients() });
  await eventually(async () => {
    const [delivery] = await deliveriesOf(db(), pause);
    expect(delivery).toMatchObject({ status: 'maybe_sent', attempts: 1 });
    expect(delivery?.wait).toBeGreaterThan(59);
  });
  await makeDue(db(), pause);
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'sent', attempts: 2 }]),
  );
  expect(twilio.taken).toHaveLength(2);
});

test('an answer by the link of a message in doubt proves that it arrived', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  twilio.script('reset');
  const pause = await ask(db(), { recipients: recipients() });
  const statusOf = async () => (await deliveriesOf(db(), pause))[0]?.status;
  await eventually(async () => expect(await statusOf()).toBe('maybe_sent'));
  await answer(db(), pause);
  await makeDue(db(), pause);
  await eventually(async () => expect(await statusOf()).toBe('delivered'));
  expect(twilio.taken).toHaveLength(1);
});

test('a message in doubt stays in doubt when there is nothing left to ask', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  twilio.script('reset');
  const pause = await ask(db(), { recipients: recipients() });
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'maybe_sent' }]),
  );
  const { developerId, mode, id: pauseId } = pause;
  await settle(db(), [{ kind: 'cancel', developerId, mode, pauseId }]);
  await makeDue(db(), pause);
  await eventually(async () =>
    expect(await deliveriesOf(db(), pause)).toMatchObject([{ status: 'maybe_sent', wait: null }]),
  );
  expect(twilio.taken).toHaveLength(1);
});
