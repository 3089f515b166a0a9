// The log of what was sent to webhooks, the test of an endpoint, and what is given up.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { updateWebhook } from '../webhooks/change-webhook.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { listAudit } from '../audit/list-audit.ts';
import { findDelivery } from './list-deliveries.ts';
import { testWebhook } from '../webhooks/test-webhook.ts';
import { testStore, type TestStore } from '../testing.ts';
import { times } from '../testing/acts.ts';
import { delivered, dropDeliveries, expireLeases, lease, report } from '../testing/attempts.ts';
import { answered, endAll, endpointOf, died, inAnHour, sentTo } from '../testing/webhooks.ts';
import { deleteWebhook } from '../webhooks/webhooks.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

describe('the log', () => {
  test('tells every try, oldest first, and when the next one is', async () => {
    const of = await endpointOf(store);
    await answered(store, of);
    await endAll(store, inAnHour);
    const [waiting] = await sentTo(store, of);
    expect(waiting).toMatchObject({
      ...{ endpointId: of.id, eventType: 'pause.responded', status: 'pending' },
      lastError: 'the receiver answered 503',
      attempts: [{ statusCode: 503, response: 'later' }],
    });
    expect(waiting!.nextAttemptAt!.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    await expireLeases(store);
    await endAll(store);
    const [done] = await sentTo(store, of);
    expect(done).toMatchObject({ status: 'delivered', nextAttemptAt: null });
    expect(done!.attempts.map(({ statusCode }) => statusCode)).toEqual([503, 200]);
  });

  test('lists what went to every endpoint and to the pauses’ own, page by page', async () => {
    const first = await endpointOf(store);
    const second = await endpointOf(store, first.developerId);
    await answered(store, first, 4, 'https://example.com/own');
    const all = await sentTo(store, first);
    expect(all).toHaveLength(12);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(all.map(({ endpointId }) => endpointId))).toEqual(
      new Set([null, first.id, second.id]),
    );
    const seen: string[] = [];
    for (let before: string | undefined; ; before = seen.at(-1)) {
      const page = await sentTo(store, first, { limit: 5, before });
      seen.push(...page.map(({ id }) => id));
      if (page.length < 5) break;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(await sentTo(store, first, { endpointId: second.id })).toHaveLength(4);
    expect(await sentTo(store, first, { pauseId: all[0]!.pauseId! })).toHaveLength(3);
  });

  test('is narrowed to a status', async () => {
    const of = await endpointOf(store);
    await answered(store, of);
    await endAll(store, died);
    await answered(store, of);
    await endAll(store);
    await answered(store, of);
    for (const status of ['pending', 'delivered', 'dead'] as const) {
      for (const more of [{}, { endpointId: of.id }]) {
        expect((await sentTo(store, of, { status, ...more })).map((one) => one.status)).toEqual([
          status,
        ]);
      }
    }
  });

  test('keeps what went to a deleted endpoint, and shows nobody else’s', async () => {
    const of = await endpointOf(store);
    await answered(store, of);
    await endAll(store);
    const [kept] = await sentTo(store, of);
    await deleteWebhook(store, { ...of, now: new Date() });
    expect(await sentTo(store, of)).toEqual([kept]);
    expect(await sentTo(store, await endpointOf(store))).toEqual([]);
    expect(await sentTo(store, { ...of, mode: 'test' })).toEqual([]);
    expect(await findDelivery(store, { ...of, mode: 'test', id: kept!.id })).toBeUndefined();
  });
});

describe('a test of an endpoint', () => {
  test('is claimed like any webhook, is about no pause, and leaves no event', async () => {
    const of = await endpointOf(store);
    const id = await testWebhook(store, of);
    expect(await testWebhook(store, of)).toBe(id);
    const [claim] = await claimWebhooks(store, lease);
    expect(claim).toMatchObject({ deliveryId: id, endpointId: of.id, pause: null });
    expect(claim!.event.type).toBe('webhook.test');
    await report(store, claim!, delivered);
    const found = await findDelivery(store, { ...of, id: id!, pauseId: of.id });
    expect(found).toMatchObject({ status: 'delivered', pauseId: null, endpointId: of.id });
    expect(await sentTo(store, of)).toEqual([found]);
    const events = await listAudit(store, { ...of, limit: 10 });
    expect(events.map(({ type }) => type)).toEqual(['webhook.created']);
    expect(await testWebhook(store, of)).not.toBe(id);
  });
});

test('what waits for an endpoint that is switched off is given up, a try under way is not', async () => {
  const of = await endpointOf(store);
  await answered(store, of);
  const [claim] = await claimWebhooks(store, lease);
  await answered(store, of, 2);
  await updateWebhook(store, { ...of, enabled: false, now: new Date() });
  const given = await sentTo(store, of, { status: 'dead' });
  expect(given.map(({ lastError }) => lastError)).toEqual(
    times(2, () => 'the webhook was disabled'),
  );
  expect(await report(store, claim!, delivered)).toBe(true);
  await answered(store, of);
  expect(await claimWebhooks(store, lease)).toEqual([]);
  expect(await sentTo(store, of)).toHaveLength(3);
});
