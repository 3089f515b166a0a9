// A vendor's word counts more than our own try: what it has told of is never sent again.
import { formatDeliveryKey, type ReportedStatus } from '@pausepoint/core';
import { claimNotifications, reportDelivery, type PauseRecord } from '@pausepoint/store';
import { newRecipient } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { openVendors } from '../testing/open-vendors.ts';
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

/** A worker takes the message, hands it over and dies; the vendor's word comes, the lease runs out. */
async function diedAfter(word: { status: ReportedStatus; error: string | null }) {
  const pause = await ask(db(), { recipients: [newRecipient(0)] });
  const [claim] = await claimNotifications(db(), { limit: 10, leaseSeconds: 60 });
  expect(formatDeliveryKey(claim!)).toHaveLength(64);
  await reportDelivery(db(), claim!, { ...word, at: new Date() });
  await makeDue(db(), pause);
  return pause;
}

const first = async (pause: PauseRecord) => (await deliveriesOf(db(), pause))[0];

test.each(['sent', 'delivered'] as const)(
  'a message reported %s whose worker died is not sent again',
  async (status) => {
    const { twilio, channels } = await openVendors(db());
    const pause = await diedAfter({ status, error: null });
    await startTestWorker(db(), { channels });
    await eventually(async () => expect(await first(pause)).toMatchObject({ status, wait: null }));
    expect(twilio.taken).toEqual([]);
    expect(await eventsOf(db(), pause)).toEqual(['pause.created', 'pause.notified']);
  },
);

test('a message reported failed whose worker died is not sent again, and that is news', async () => {
  const { twilio, channels } = await openVendors(db());
  const pause = await diedAfter({ status: 'failed', error: 'the number is not in service' });
  await startTestWorker(db(), { channels });
  await eventually(async () =>
    expect(await first(pause)).toMatchObject({
      status: 'failed',
      last_error: 'the number is not in service',
    }),
  );
  expect(twilio.taken).toEqual([]);
  expect(await eventsOf(db(), pause)).toContain('pause.notification_failed');
});

test('a message that arrived stays delivered, though the pause was settled meanwhile', async () => {
  const { channels } = await openVendors(db());
  const pause = await diedAfter({ status: 'delivered', error: null });
  await answer(db(), pause);
  await startTestWorker(db(), { channels });
  await eventually(async () => expect(await first(pause)).toMatchObject({ status: 'delivered' }));
});

test('a report that comes in time spares the second try of a message in doubt', async () => {
  const { twilio, channels } = await openVendors(db());
  await startTestWorker(db(), { channels });
  twilio.script('reset');
  const pause = await ask(db(), { recipients: [newRecipient(0)] });
  await eventually(async () => expect(await first(pause)).toMatchObject({ status: 'maybe_sent' }));
  const { developerId, id: pauseId } = pause;
  const deliveryId = (await first(pause))!.id;
  const word = { status: 'delivered', error: null, at: new Date() } as const;
  expect(await reportDelivery(db(), { developerId, pauseId, deliveryId }, word)).toBe(true);
  expect(await first(pause)).toMatchObject({ status: 'delivered', wait: null });
  expect(twilio.taken).toHaveLength(1);
});
