// A vendor's later word: it counts once, and what it says is never sent again.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from '../audit/list-audit.ts';
import { releaseLeases } from './release-leases.ts';
import { reportDelivery } from './report-delivery.ts';
import { settle } from '../settling/settle.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap } from '../testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  eventTypesOf,
  expireLeases,
  failed,
  notificationOf,
  report,
  result,
  said,
  sent,
  sentAs,
  statusesTold,
  unsure,
} from '../testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const opening = () => opened(store, { developerId: aDeveloper() });

describe('a process that dies after sending', () => {
  test('leaves a message the next claim does not send again once word of it came', async () => {
    const pause = await opening();
    const [lost] = await claimsOf(store, pause);
    expect(await said(store, lost!, 'delivered')).toBe(true);
    await expireLeases(store);
    const [claim] = await claimsOf(store, pause);
    expect(claim).toMatchObject({ attempt: 2, reported: { status: 'delivered', error: null } });
    await report(store, claim!, result({ status: 'delivered', nextInMilliseconds: null }));
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
    expect(await statusesTold(store, pause)).toEqual(['delivered']);
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
  });

  test('and one that gives its claim back loses no word either', async () => {
    const pause = await opening();
    const [first] = await claimsOf(store, pause);
    await said(store, first!, 'delivered');
    await releaseLeases(store, [first!]);
    await said(store, first!, 'sent');
    const [claim] = await claimsOf(store, pause);
    expect(claim!.reported).toEqual({ status: 'delivered', error: null });
  });

  test('even when there is nothing left to say by then, the word is what counts', async () => {
    const pause = await opening();
    const [lost] = await claimsOf(store, pause);
    await said(store, lost!, 'delivered');
    await settle(store, [tap(pause)]);
    await expireLeases(store);
    const [claim] = await claimsOf(store, pause);
    const moot = { status: 'failed', nextInMilliseconds: null, quiet: true } as const;
    await report(store, claim!, result(moot, { error: 'settled' }));
    expect(await notificationOf(store, pause)).toMatchObject({
      status: 'delivered',
      lastError: null,
    });
  });
});

test('what may have been sent still may have been when there is nothing left to say', async () => {
  const moot = result({ status: 'failed', nextInMilliseconds: null, quiet: true });
  const ends = { told: 'no answer came', died: null };
  for (const [how, lastError] of Object.entries(ends)) {
    const pause = await opening();
    const [first] = await claimsOf(store, pause);
    if (how === 'told') await report(store, first!, unsure);
    await expireLeases(store);
    const [again] = await claimsOf(store, pause);
    await releaseLeases(store, [again!]);
    expect((await notificationOf(store, pause)).status).toBe('maybe_sent');
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, moot);
    expect(await notificationOf(store, pause)).toMatchObject({ status: 'maybe_sent', lastError });
    await said(store, claim!, 'delivered');
    expect((await notificationOf(store, pause)).status).toBe('delivered');
  }
});

describe('a word', () => {
  test('ends the doubt: what may have been sent is not sent again', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, unsure);
    expect((await notificationOf(store, pause)).status).toBe('maybe_sent');
    expect(await said(store, claim!, 'sent')).toBe(true);
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
  });

  test('that says nothing new changes nothing', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, sent);
    expect(await said(store, claim!, 'sent')).toBe(false);
    expect(await said(store, claim!, 'delivered')).toBe(true);
    expect(await said(store, claim!, 'delivered')).toBe(false);
    expect(await said(store, claim!, 'failed')).toBe(false);
    expect(await statusesTold(store, pause)).toEqual(['sent', 'delivered']);
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
    await said(store, claim!, 'failed');
    const [fallback] = await claimsOf(store, pause);
    expect(fallback!.recipientIndex).toBe(1);
    await report(store, fallback!, unsure);
    await said(store, fallback!, 'delivered');
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
    await said(store, reminder, 'sent');
    await said(store, reminder, 'failed');
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
    expect(await said(store, edit!, 'failed')).toBe(false);
  });

  test('after a final refusal changes nothing', async () => {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    await report(store, claim!, failed);
    expect(await said(store, claim!, 'delivered')).toBe(false);
  });
});
