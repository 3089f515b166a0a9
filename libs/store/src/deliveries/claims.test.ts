// Claims: each due item to one worker at a time, and nothing from one who came too late.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { untilDue } from '../settling/due.ts';
import { findPause } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import type { Claim } from '../records.ts';
import { releaseLeases } from './release-leases.ts';
import { aDeveloper, opened, times } from '../testing/acts.ts';
import {
  dropDeliveries,
  eventTypesOf,
  expireLeases,
  failed,
  later,
  lease,
  result,
  sent,
  report,
  toRecipient,
} from '../testing/attempts.ts';
import { createWebhook } from '../webhooks/webhooks.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

describe('notifications', () => {
  test('eight workers get each due item once', async () => {
    const developerId = aDeveloper();
    const pauses = await Promise.all(times(300, () => opened(store, { developerId })));
    const taken: Claim[] = [];
    await Promise.all(
      times(8, async () => {
        for (;;) {
          const claims = await claimNotifications(store, { limit: 7, leaseSeconds: 60 });
          if (claims.length === 0) return;
          taken.push(...claims);
        }
      }),
    );
    expect(taken).toHaveLength(300);
    expect(new Set(taken.map(({ pauseId }) => pauseId))).toEqual(
      new Set(pauses.map(({ id }) => id)),
    );
  });

  test('carry the address and the short code, opened, and the pause as it stands', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [claim] = await claimNotifications(store, lease);
    expect(claim).toMatchObject({
      kind: 'notification',
      attempt: 1,
      channel: 'sms',
      recipientIndex: 0,
      address: '+13128471928',
      code: pause.recipients[0]!.code,
      pause: { id: pause.id, status: 'pending', content: pause.content },
    });
    expect(claim!.pause.recipients[0]!.notification).toMatchObject({
      status: 'sending',
      attempts: 1,
    });
  });

  test('a final outcome is on the pause and in the log, masked', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [claim] = await claimNotifications(store, lease);
    expect(await report(store, claim!, sent)).toBe(true);
    const found = await findPause(store, pause);
    expect(found!.recipients[0]!.notification).toMatchObject({ status: 'sent', attempts: 1 });
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(event!.detail).toEqual({
      recipient_index: 0,
      channel: 'sms',
      ...toRecipient,
      status: 'sent',
      attempts: 1,
    });
    expect(await claimNotifications(store, lease)).toEqual([]);
  });

  test('a try that is followed by another is not yet news, and falls due again', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [first] = await claimNotifications(store, lease);
    await report(store, first!, later);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created']);
    const [second] = await claimNotifications(store, lease);
    expect(second).toMatchObject({ deliveryId: first!.deliveryId, attempt: 2 });
    expect(second!.pause.recipients[0]!.notification.lastError).toBe('busy');
  });

  test('a failed one is told to the webhooks that asked for it', async () => {
    const developerId = aDeveloper();
    const { webhook } = await createWebhook(store, {
      developerId,
      mode: 'live',
      secret: null,
      now: new Date(),
      url: 'https://example.com/h',
      events: ['pause.notification_failed'],
    });
    const pause = await opened(store, { developerId });
    const [claim] = await claimNotifications(store, lease);
    await report(store, claim!, failed);
    const [told] = await claimWebhooks(store, lease);
    expect(told).toMatchObject({
      event: { type: 'pause.notification_failed' },
      endpointId: webhook.id,
      pause: { id: pause.id, status: 'pending' },
    });
    expect(await eventTypesOf(store, pause)).toEqual([
      'pause.created',
      'pause.notification_failed',
    ]);
  });
});

describe('leases', () => {
  test('while one runs nobody else gets the item; when it has run out somebody does', async () => {
    await opened(store, { developerId: aDeveloper() });
    const [first] = await claimNotifications(store, lease);
    expect(await claimNotifications(store, lease)).toEqual([]);
    expect((await untilDue(store)).notification).toBeGreaterThan(50_000);
    await expireLeases(store);
    const [second] = await claimNotifications(store, lease);
    expect(second).toMatchObject({ deliveryId: first!.deliveryId, attempt: 2 });
  });

  test('a lease of no length is over at once', async () => {
    await opened(store, { developerId: aDeveloper() });
    expect(await claimNotifications(store, { limit: 1, leaseSeconds: 0 })).toHaveLength(1);
    expect(await claimNotifications(store, { limit: 1, leaseSeconds: 0 })).toHaveLength(1);
  });

  test('the late courier changes nothing', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [late] = await claimNotifications(store, lease);
    await expireLeases(store);
    const [current] = await claimNotifications(store, lease);
    expect(await report(store, late!, failed)).toBe(false);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created']);
    expect(await report(store, current!, sent)).toBe(true);
    expect(await report(store, late!, failed)).toBe(false);
    const found = await findPause(store, pause);
    expect(found!.recipients[0]!.notification).toMatchObject({ status: 'sent', lastError: null });
  });

  test('the same report twice counts once', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [claim] = await claimNotifications(store, lease);
    const reports = await Promise.all(times(5, () => report(store, claim!, sent)));
    expect(reports.filter(Boolean)).toHaveLength(1);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
  });

  test('what is given back is there at once, and as if it had not been taken', async () => {
    await opened(store, { developerId: aDeveloper() });
    const claims = await claimNotifications(store, lease);
    await releaseLeases(store, claims);
    expect(await report(store, claims[0]!, sent)).toBe(false);
    const again = await claimNotifications(store, lease);
    expect(again).toMatchObject([{ deliveryId: claims[0]!.deliveryId, attempt: 1 }]);
  });

  test('what was tried already is not given back', async () => {
    await opened(store, { developerId: aDeveloper() });
    const claims = await claimNotifications(store, lease);
    const tomorrow = { status: 'queued', nextInMilliseconds: 86_400_000 } as const;
    await report(store, claims[0]!, result(tomorrow));
    await releaseLeases(store, claims);
    expect(await claimNotifications(store, lease)).toEqual([]);
  });
});
