// What cannot be opened, because its secret is lost, ends by itself and holds up nobody else.
import { createKeyRing, newId } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import type { Claim, NewPause } from '../records.ts';
import { findPause } from '../pauses/find-pause.ts';
import { keepMessages, listMessages } from '../pauses/sandbox.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { aDeveloper, opened, tap } from '../testing/acts.ts';
import { dropDeliveries, eventTypesOf, lease } from '../testing/attempts.ts';
import { testStore, type TestStore } from '../testing.ts';
import { createWebhook } from '../webhooks/webhooks.ts';

let store: TestStore;
let before: Store;
beforeAll(async () => {
  store = await testStore();
  before = { ...store, ring: createKeyRing('the secret before, and since then lost') };
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

async function endOf(pause: NewPause, kind: string) {
  const { rows } = await store.pool.query(
    `select d.status, d.next_attempt_at, d.last_error, a.attempt, a.error from delivery d
     join attempt a on a.developer_id = d.developer_id and a.delivery_id = d.id
     where d.pause_id = $1 and d.kind = $2`,
    [pause.id, kind],
  );
  return rows as unknown[];
}

const lost = 'it cannot be opened: sealed with an unknown SECRET_KEY: set SECRET_KEY_PREVIOUS';
const end = { next_attempt_at: null, last_error: lost, attempt: 1, error: lost };

test('a message sealed with a lost secret is failed, the others are sent', async () => {
  const developerId = aDeveloper();
  const unreadable: { claim: Claim; error: unknown }[] = [];
  const poison = await opened(before, { developerId });
  const good = [await opened(store, { developerId }), await opened(store, { developerId })];
  const claims = await claimNotifications(store, {
    ...lease,
    onUnreadable: (claim, error) => unreadable.push({ claim, error }),
  });
  expect(claims.map(({ pauseId }) => pauseId).sort()).toEqual(good.map(({ id }) => id).sort());
  expect(await endOf(poison, 'notification')).toEqual([{ status: 'failed', ...end }]);
  expect(await eventTypesOf(store, poison)).toContain('pause.notification_failed');
  expect(unreadable).toMatchObject([{ claim: { pauseId: poison.id, kind: 'notification' } }]);
  expect(unreadable[0]!.error).toBeInstanceOf(Error);
});

test('a webhook whose URL or secret is sealed with a lost one is dead, the others leave', async () => {
  const webhookUrl = 'https://example.com/h';
  const url = await opened(before, { developerId: aDeveloper(), webhookUrl });
  const secret = await opened(store, { developerId: aDeveloper() });
  const { developerId } = secret;
  const now = new Date();
  const events = ['pause.responded'] as const;
  const given = { mode: 'live', url: webhookUrl, secret: null, events, now } as const;
  await createWebhook(before, { ...given, developerId });
  const good = await opened(store, { developerId: aDeveloper(), webhookUrl });
  await settle(
    store,
    [url, secret, good].map((pause) => tap(pause)),
  );
  const claims = await claimWebhooks(store, lease);
  expect(claims.map(({ pauseId }) => pauseId)).toEqual([good.id]);
  for (const pause of [url, secret]) {
    expect(await endOf(pause, 'webhook')).toEqual([{ status: 'dead', ...end }]);
    expect(await eventTypesOf(store, pause)).toContain('pause.webhook_failed');
    // Where it was to be sent is lost; what was decided is not.
    expect(await findPause(store, pause)).toMatchObject({ status: 'responded' });
  }
});

test('what was claimed again and again, and never once recorded, ends instead of circling', async () => {
  const developerId = aDeveloper();
  const circling = await opened(store, { developerId });
  const good = await opened(store, { developerId });
  await store.pool.query(`update delivery set attempts = 60 where pause_id = $1`, [circling.id]);
  const claims = await claimNotifications(store, lease);
  expect(claims.map(({ pauseId }) => pauseId)).toEqual([good.id]);
  expect(await endOf(circling, 'notification')).toMatchObject([
    { status: 'failed', next_attempt_at: null },
  ]);
  expect(await eventTypesOf(store, circling)).toContain('pause.notification_failed');
});

test('a sandbox message sealed with a lost secret says so, the others are shown', async () => {
  const developerId = aDeveloper();
  const of = { developerId, mode: 'test', pauseId: newId(new Date()) } as const;
  const message = { ...of, channel: 'sms', recipient: '•28', subject: null, html: null } as const;
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  await keepMessages(store, [{ ...message, text: 'first', now: at(1) }]);
  await keepMessages(before, [{ ...message, text: 'unreadable', now: at(2) }]);
  await keepMessages(store, [{ ...message, text: 'last', now: at(3) }]);
  const shown = await listMessages(store, { developerId, limit: 10 });
  expect(shown.map(({ text }) => text)).toEqual([
    'last',
    '[sealed with a SECRET_KEY this server no longer has]',
    'first',
  ]);
});

test('the first webhooks of a developer are all signed with the same new secret', async () => {
  const developerId = aDeveloper();
  const webhookUrl = 'https://example.com/h';
  for (let n = 0; n < 5; n++) {
    await settle(store, [tap(await opened(store, { developerId, webhookUrl }))]);
  }
  const secrets = (await claimWebhooks(store, lease)).map((claim) => claim.secrets);
  expect(secrets).toHaveLength(5);
  expect(new Set(secrets.flat()).size).toBe(1);
});
