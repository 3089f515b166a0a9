// Failures for good: the next fallback at once, and one word to the webhooks when no way is left.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimWebhooks } from './claim-webhooks.ts';
import { findPause } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { recordAttempts } from './record-attempts.ts';
import type { NewPause } from '../records.ts';
import { reportDelivery } from './report-delivery.ts';
import { newRecipient, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, settled, times } from '../testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  eventTypesOf,
  failed,
  later,
  lease,
  report,
  result,
  sent,
  toRecipient,
} from '../testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

/** As many asked at once, as many fallbacks; its own webhook hears of the end. */
const asking = (atOnce: number, fallbacks: number): Promise<NewPause> =>
  opened(store, {
    developerId: aDeveloper(),
    webhookUrl: 'https://example.com/h',
    recipients: times(atOnce + fallbacks, (index) =>
      newRecipient(index, { afterSeconds: index < atOnce ? 0 : 600 + index }),
    ),
  });

const webhooksOf = async ({ id }: NewPause) =>
  (await claimWebhooks(store, lease)).filter(({ pauseId }) => pauseId === id);

const indexes = (claims: readonly { readonly recipientIndex: number }[]) =>
  claims.map(({ recipientIndex }) => recipientIndex);

describe('a fallback', () => {
  test('is asked at once when a question fails for good, the lowest index first, one per failure', async () => {
    const pause = await asking(1, 2);
    await report(store, (await claimsOf(store, pause))[0]!, failed);
    const second = await claimsOf(store, pause);
    expect(indexes(second)).toEqual([1]);
    await report(store, second[0]!, failed);
    expect(indexes(await claimsOf(store, pause))).toEqual([2]);
  });

  test('for two that fail in one batch two are asked', async () => {
    const pause = await asking(2, 3);
    const claims = await claimsOf(store, pause);
    await recordAttempts(
      store,
      claims.map((claim) => ({ claim, result: failed })),
    );
    expect(indexes(await claimsOf(store, pause))).toEqual([2, 3]);
  });

  test('is left for later by a try that is followed by another, and by a reminder that fails', async () => {
    const pause = await asking(2, 1);
    const [first, second] = await claimsOf(store, pause);
    await report(store, first!, sent);
    await report(store, second!, { ...later, step: { ...later.step, nextInMilliseconds: 9e6 } });
    expect(await claimsOf(store, pause)).toEqual([]);
  });

  test('of a settled pause is not brought forward', async () => {
    const pause = await asking(1, 1);
    const [claim] = await claimsOf(store, pause);
    await settled(store, pause);
    await report(store, claim!, failed);
    expect(await claimsOf(store, pause)).toEqual([]);
  });

  test('is told as an escalation', async () => {
    const pause = await asking(1, 1);
    await report(store, (await claimsOf(store, pause))[0]!, failed);
    await report(store, (await claimsOf(store, pause))[0]!, sent);
    expect(await eventTypesOf(store, pause)).toEqual([
      'pause.created',
      'pause.notification_failed',
      'pause.escalated',
    ]);
  });
});

describe('the webhooks', () => {
  test('hear nothing while a way is left, and of the last one that fails', async () => {
    const pause = await asking(2, 1);
    const [first, second] = await claimsOf(store, pause);
    await report(store, first!, failed);
    await report(store, second!, failed);
    expect(await webhooksOf(pause)).toEqual([]);
    await report(store, (await claimsOf(store, pause))[0]!, failed);
    const events = await listAudit(store, { ...pause, limit: 1 });
    expect(await webhooksOf(pause)).toMatchObject([
      { event: { type: 'pause.notification_failed', id: events[0]!.id, at: events[0]!.createdAt } },
    ]);
  });

  test('hear nothing while somebody has the link already', async () => {
    const pause = await opened(store, {
      developerId: aDeveloper(),
      webhookUrl: 'https://example.com/h',
      recipients: [newRecipient(0), newRecipient(1, { channel: 'link', handedOver: true })],
    });
    await report(store, (await claimsOf(store, pause))[0]!, failed);
    expect(await webhooksOf(pause)).toEqual([]);
  });

  test('hear once when the last ones fail in one batch', async () => {
    const pause = await asking(3, 0);
    const claims = await claimsOf(store, pause);
    await recordAttempts(
      store,
      claims.map((claim) => ({ claim, result: failed })),
    );
    expect(await webhooksOf(pause)).toHaveLength(1);
    expect(await eventTypesOf(store, pause)).toHaveLength(4);
  });

  test('hear once when the last ones fail at the same time, however it becomes known', async () => {
    for (let round = 0; round < 25; round++) {
      const pause = await asking(3, 0);
      const [a, b, c] = await claimsOf(store, pause);
      await report(store, c!, sent);
      const word = { status: 'failed', error: 'it bounced', at: new Date() } as const;
      await Promise.all([
        report(store, a!, failed),
        report(store, b!, failed),
        reportDelivery(store, c!, word),
      ]);
      expect(await webhooksOf(pause)).toHaveLength(1);
      const log = await eventTypesOf(store, pause);
      expect(log.filter((type) => type === 'pause.notification_failed')).toHaveLength(3);
      expect(await unreachableIn(pause)).toHaveLength(1);
    }
  });

  test('never hear of a reminder that fails; the log does', async () => {
    const pause = await opened(store, {
      developerId: aDeveloper(),
      webhookUrl: 'https://example.com/h',
      remindAfterSeconds: 1,
    });
    await store.pool.query('update delivery set next_attempt_at = now() where pause_id = $1', [
      pause.id,
    ]);
    const claims = await claimsOf(store, pause);
    const question = claims.find(({ notice }) => notice === 'question');
    const reminder = claims.find(({ notice }) => notice === 'reminder');
    await report(store, question!, sent);
    await report(store, reminder!, failed);
    expect(await webhooksOf(pause)).toEqual([]);
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(event).toMatchObject({
      type: 'pause.notification_failed',
      detail: { notice: 'reminder', error: 'the carrier refused' },
    });
    expect((await findPause(store, pause))!.recipients[0]!.notification.status).toBe('sent');
  });
});

test('the log says why, and to whom only masked', async () => {
  const pause = await asking(1, 0);
  await report(store, (await claimsOf(store, pause))[0]!, failed);
  const [event] = await listAudit(store, { ...pause, limit: 1 });
  expect(event!.detail).toEqual({
    recipient_index: 0,
    channel: 'sms',
    ...toRecipient,
    status: 'failed',
    attempts: 1,
    error: 'the carrier refused',
    unreachable: true,
  });
});

test('the log says once that nobody is left to reach, in the event the webhooks hear', async () => {
  const pause = await asking(2, 1);
  const claims = await claimsOf(store, pause);
  await recordAttempts(
    store,
    claims.map((claim) => ({ claim, result: failed })),
  );
  expect(await unreachableIn(pause)).toEqual([]);
  await report(store, (await claimsOf(store, pause))[0]!, sent);
  const key = { ...pause, pauseId: pause.id };
  const { rows } = await store.pool.query<{ id: string }>(
    `select id from delivery where pause_id = $1 and recipient_index = 2`,
    [pause.id],
  );
  const word = { status: 'failed', error: 'it bounced', at: new Date() } as const;
  await reportDelivery(store, { ...key, deliveryId: rows[0]!.id }, word);
  const told = await unreachableIn(pause);
  expect(told).toHaveLength(1);
  expect((await webhooksOf(pause)).map(({ event }) => event.id)).toEqual(told);
});

test('of several that fail in one batch the last event says it', async () => {
  const pause = await asking(3, 0);
  const claims = await claimsOf(store, pause);
  await recordAttempts(
    store,
    claims.map((claim) => ({ claim, result: failed })),
  );
  const [newest] = await listAudit(store, { ...pause, pauseId: pause.id, limit: 1 });
  expect(await unreachableIn(pause)).toEqual([newest!.id]);
  expect((await webhooksOf(pause)).map(({ event }) => event.id)).toEqual([newest!.id]);
});

const unreachableIn = async (pause: NewPause) =>
  (await listAudit(store, { ...pause, pauseId: pause.id, limit: 100 }))
    .filter(({ detail }) => 'unreachable' in detail)
    .map(({ id }) => id);

test('an end that is nobody’s news asks no fallback and tells no webhook', async () => {
  const pause = await asking(1, 1);
  const quiet = { status: 'failed', nextInMilliseconds: null, quiet: true } as const;
  await report(store, (await claimsOf(store, pause))[0]!, result(quiet));
  expect(await claimsOf(store, pause)).toEqual([]);
  expect(await webhooksOf(pause)).toEqual([]);
});
