// Several recipients: who is asked at once, who later, who is reminded, and what a pause tells of it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changedPauses } from './changed-pauses.ts';
import { findPause } from './find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { listPauses } from './list-pauses.ts';
import { openPause } from './open-pause.ts';
import type { NewPause } from '../records.ts';
import { newPause, newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened } from '../testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  eventTypesOf,
  report,
  sent,
  toRecipient,
} from '../testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

/** Two at once, one by a link the caller hands over, two fallbacks. */
const five = () =>
  newPause({
    developerId: aDeveloper(),
    risk: 'high',
    remindAfterSeconds: 600,
    recipients: [
      newRecipient(0, { name: 'Ada' }),
      newRecipient(1, { channel: 'email', address: 'b@example.com', masked: 'b•••@example.com' }),
      newRecipient(2, { channel: 'link', handedOver: true }),
      newRecipient(3, { afterSeconds: 60 }),
      newRecipient(4, { afterSeconds: 120 }),
    ],
  });

const deliveriesOf = async ({ id, createdAt }: NewPause) => {
  const { rows } = await store.pool.query(
    `select recipient_index as index, notice, status, attempts,
       round(extract(epoch from next_attempt_at - $2))::int as wait
     from delivery where pause_id = $1 order by notice, recipient_index`,
    [id, createdAt],
  );
  return rows as { index: number; notice: string; status: string; wait: number | null }[];
};

test('each is asked once: at once, in time, or never where the link is handed over', async () => {
  const pause = five();
  await openPause(store, pause);
  const questions = (await deliveriesOf(pause)).filter(({ notice }) => notice === 'question');
  expect(questions.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  expect(questions.map(({ status }) => status)).toEqual([
    'queued',
    'queued',
    'sent',
    'queued',
    'queued',
  ]);
  expect(questions[2]!.wait).toBeNull();
  expect(questions.slice(3).map(({ wait }) => wait)).toEqual([60, 120]);
  const claims = await claimsOf(store, pause);
  expect(claims.map(({ recipientIndex }) => recipientIndex)).toEqual([0, 1]);
  expect(claims[0]).toMatchObject({ notice: 'question', ref: null, reported: null });
});

test('only who is asked at once, by us, is reminded', async () => {
  const pause = five();
  await openPause(store, pause);
  const reminders = (await deliveriesOf(pause)).filter(({ notice }) => notice === 'reminder');
  expect(reminders).toMatchObject([
    { index: 0, status: 'queued', wait: 600 },
    { index: 1, status: 'queued', wait: 600 },
  ]);
});

test('the pause shows one notification per recipient, that of the question, however it is read', async () => {
  const pause = five();
  const { pause: told } = await openPause(store, pause);
  const found = await findPause(store, pause);
  expect(found).toEqual(told);
  expect(found!.risk).toBe('high');
  expect(found!.recipients.map(({ afterSeconds }) => afterSeconds)).toEqual([0, 0, 0, 60, 120]);
  expect(found!.recipients[2]!.notification).toMatchObject({ status: 'sent', attempts: 0 });
  expect(await listPauses(store, { ...pause, limit: 5 })).toEqual([told]);
  expect(await changedPauses(store, [told])).toEqual([false]);
});

test('a reminder sent changes nothing of that, and is told as one', async () => {
  const pause = await opened(store, { developerId: aDeveloper(), remindAfterSeconds: 600 });
  await report(store, (await claimsOf(store, pause))[0]!, sent);
  const asked = await findPause(store, pause);
  await store.pool.query(
    `update delivery set next_attempt_at = now() where notice = 'reminder' and pause_id = $1`,
    [pause.id],
  );
  const [reminder] = await claimsOf(store, pause);
  expect(reminder).toMatchObject({ notice: 'reminder', recipientIndex: 0 });
  await report(store, reminder!, sent);
  expect(await findPause(store, pause)).toEqual(asked);
  expect(await eventTypesOf(store, pause)).toEqual([
    'pause.created',
    'pause.notified',
    'pause.reminded',
  ]);
  const [event] = await listAudit(store, { ...pause, limit: 1 });
  expect(event!.detail).toEqual({
    recipient_index: 0,
    channel: 'sms',
    ...toRecipient,
    status: 'sent',
    attempts: 1,
    notice: 'reminder',
  });
});

test('the log tells at its creation who is asked when', async () => {
  const pause = five();
  await openPause(store, pause);
  const [event] = await listAudit(store, { ...pause, limit: 1 });
  expect(event!.detail).toMatchObject({ risk: 'high', remind_after_seconds: 600 });
  const recipients = event!.detail['recipients'] as Record<string, unknown>[];
  expect(recipients.map((to) => to['after_seconds'])).toEqual([
    undefined,
    undefined,
    undefined,
    60,
    120,
  ]);
});
