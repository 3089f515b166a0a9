// A vendor's later word: it counts once, in whatever order it and the try's own end come.
import type { ReportedStatus } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPause } from './find-pause.ts';
import { listAudit } from './list-audit.ts';
import type { AttemptResult, Claim, NewPause } from './records.ts';
import { releaseLeases } from './release-leases.ts';
import { reportDelivery } from './report-delivery.ts';
import { settle } from './settle.ts';
import { newRecipient, testStore, type TestStore } from './testing.ts';
import { aDeveloper, opened, tap } from './testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  eventTypesOf,
  expireLeases,
  failed,
  later,
  report,
  result,
  sent,
  sentAs,
  unsure,
} from './testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const said = ({ developerId, pauseId, deliveryId }: Claim, status: ReportedStatus) =>
  reportDelivery(
    store,
    { developerId, pauseId, deliveryId },
    { status, error: status === 'failed' ? 'it bounced' : null, at: new Date() },
  );

const opening = () => opened(store, { developerId: aDeveloper() });

const notificationOf = async (pause: NewPause) =>
  (await findPause(store, pause))!.recipients[0]!.notification;

const statusesTold = async (pause: NewPause) => {
  const events = await listAudit(store, { ...pause, limit: 20 });
  return events.flatMap(({ detail }) => detail['status'] ?? []).toReversed();
};

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, i) =>
    ordersOf([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]),
  );
}

describe('in every order of the try’s end and the vendor’s words', () => {
  const ends: Record<string, AttemptResult> = { sent, 'with a name': sentAs('m'), unsure, later };
  const words: readonly (readonly ReportedStatus[])[] = [
    ['delivered'],
    ['failed'],
    ['sent'],
    ['sent', 'delivered'],
    ['sent', 'failed'],
    ['delivered', 'delivered'],
    ['sent', 'delivered', 'sent'],
  ];
  for (const [name, end] of Object.entries(ends)) {
    test(`${name}: the same comes of it, told without a step back, and nothing is tried again`, async () => {
      for (const spoken of words) {
        const acts = [end, ...spoken];
        for (const order of ordersOf(acts)) {
          const pause = await opening();
          const [claim] = await claimsOf(store, pause);
          for (const act of order) {
            if (typeof act === 'string') await said(claim!, act);
            else expect(await report(store, claim!, act)).toBe(true);
          }
          const last = ['failed', 'delivered', 'sent'].find((one) => spoken.includes(one as never));
          const { status, lastError } = await notificationOf(pause);
          expect({ order, status }).toEqual({ order, status: last });
          expect(lastError).toBe(last === 'failed' ? 'it bounced' : null);
          const told = await statusesTold(pause);
          expect(told.at(-1)).toBe(last);
          expect(new Set(told).size).toBe(told.length);
          await expireLeases(store);
          expect(await claimsOf(store, pause)).toEqual([]);
        }
      }
    });
  }

  test('all at the same time: the same comes of it', async () => {
    for (let round = 0; round < 30; round++) {
      const pause = await opening();
      const [claim] = await claimsOf(store, pause);
      const [counted] = await Promise.all([
        report(store, claim!, round % 2 ? sentAs('m') : unsure),
        said(claim!, 'sent'),
        said(claim!, 'delivered'),
      ]);
      expect(counted).toBe(true);
      expect((await notificationOf(pause)).status).toBe('delivered');
      await expireLeases(store);
      expect(await claimsOf(store, pause)).toEqual([]);
    }
  });

  test('of two last words the first stays: nothing leads back from the end', async () => {
    for (const order of [
      ['delivered', 'failed'],
      ['failed', 'delivered'],
    ] as const) {
      for (const during of [true, false]) {
        const pause = await opening();
        const [claim] = await claimsOf(store, pause);
        if (!during) await report(store, claim!, sent);
        for (const word of order) await said(claim!, word);
        if (during) await report(store, claim!, sent);
        expect((await notificationOf(pause)).status).toBe(order[0]);
      }
    }
  });
});

describe('a process that dies after sending', () => {
  test('leaves a message the next claim does not send again once word of it came', async () => {
    const pause = await opening();
    const [lost] = await claimsOf(store, pause);
    expect(await said(lost!, 'delivered')).toBe(true);
    await expireLeases(store);
    const [claim] = await claimsOf(store, pause);
    expect(claim).toMatchObject({ attempt: 2, reported: { status: 'delivered', error: null } });
    await report(store, claim!, result({ status: 'delivered', nextInMilliseconds: null }));
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
    expect(await statusesTold(pause)).toEqual(['delivered']);
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
  });

  test('and one that gives its claim back loses no word either', async () => {
    const pause = await opening();
    const [first] = await claimsOf(store, pause);
    await said(first!, 'delivered');
    await releaseLeases(store, [first!]);
    await said(first!, 'sent');
    const [claim] = await claimsOf(store, pause);
    expect(claim!.reported).toEqual({ status: 'delivered', error: null });
  });

  test('even when there is nothing left to say by then, the word is what counts', async () => {
    const pause = await opening();
    const [lost] = await claimsOf(store, pause);
    await said(lost!, 'delivered');
    await settle(store, [tap(pause)]);
    await expireLeases(store);
    const [claim] = await claimsOf(store, pause);
    const moot = { status: 'failed', nextInMilliseconds: null, quiet: true } as const;
    await report(store, claim!, result(moot, { error: 'settled' }));
    expect(await notificationOf(pause)).toMatchObject({ status: 'delivered', lastError: null });
  });
});

describe('a word', () => {
  test('ends the doubt: what may have been sent is not sent again', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, unsure);
    expect((await notificationOf(pause)).status).toBe('maybe_sent');
    expect(await said(claim!, 'sent')).toBe(true);
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
  });

  test('that says nothing new changes nothing', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, sent);
    expect(await said(claim!, 'sent')).toBe(false);
    expect(await said(claim!, 'delivered')).toBe(true);
    expect(await said(claim!, 'delivered')).toBe(false);
    expect(await said(claim!, 'failed')).toBe(false);
    expect(await statusesTold(pause)).toEqual(['sent', 'delivered']);
    expect(await eventTypesOf(store, pause)).toEqual([
      'pause.created',
      'pause.notified',
      'pause.notified',
    ]);
  });

  test('of a failure brings the next fallback forward', async () => {
    const pause = await opened(store, {
      developerId: aDeveloper(),
      recipients: [newRecipient(0), newRecipient(1, { afterSeconds: 600 })],
    });
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, sent);
    await said(claim!, 'failed');
    const [fallback] = await claimsOf(store, pause);
    expect(fallback!.recipientIndex).toBe(1);
    await report(store, fallback!, unsure);
    await said(fallback!, 'delivered');
    expect(await eventTypesOf(store, pause)).toEqual([
      'pause.created',
      'pause.notified',
      'pause.notification_failed',
      'pause.escalated',
    ]);
  });

  test('of a reminder is told as of one', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), remindAfterSeconds: 1 });
    await store.pool.query('update delivery set next_attempt_at = now() where pause_id = $1', [
      pause.id,
    ]);
    const claims = await claimsOf(store, pause);
    const reminder = claims.find(({ notice }) => notice === 'reminder')!;
    await report(store, reminder, unsure);
    await said(reminder, 'sent');
    await said(reminder, 'failed');
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(await eventTypesOf(store, pause)).toEqual([
      'pause.created',
      'pause.reminded',
      'pause.notification_failed',
    ]);
    expect(event!.detail).toMatchObject({ notice: 'reminder', error: 'it bounced' });
  });

  test('of what nobody sent, or of an edit, or of another’s pause changes nothing', async () => {
    const pause = await opening();
    const { rows } = await store.pool.query<{ id: string }>(
      'select id from delivery where pause_id = $1',
      [pause.id],
    );
    const key = { developerId: pause.developerId, pauseId: pause.id, deliveryId: rows[0]!.id };
    const word = { status: 'failed', error: null, at: new Date() } as const;
    expect(await reportDelivery(store, key, word)).toBe(false);
    const [claim] = await claimsOf(store, pause);
    expect(await reportDelivery(store, { ...key, developerId: aDeveloper() }, word)).toBe(false);
    expect(await reportDelivery(store, { ...key, deliveryId: pause.id }, word)).toBe(false);
    await report(store, claim!, sentAs('m'));
    await settle(store, [tap(pause)]);
    const [edit] = await claimsOf(store, pause);
    expect(await said(edit!, 'failed')).toBe(false);
  });

  test('after a final refusal changes nothing', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, failed);
    expect(await said(claim!, 'delivered')).toBe(false);
  });
});
