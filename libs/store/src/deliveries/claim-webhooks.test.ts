// Webhooks: where they go, what signs them, and that every try says the same.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { defaultSecret, rotateDefaultSecret } from '../webhooks/default-secret.ts';
import { findPauseByLink } from '../pauses/find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { settle } from '../settling/settle.ts';
import { aDeveloper, keyOf, opened, tap } from '../testing/acts.ts';
import {
  delivered,
  dropDeliveries,
  eventTypesOf,
  expireLeases,
  failed,
  lease,
  report,
} from '../testing/attempts.ts';
import { createWebhook, deleteWebhook } from '../webhooks/webhooks.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

describe('webhooks', () => {
  const own = 'https://example.com/own';

  test('a pause’s own is signed with the default secret, and for a day with the one before', async () => {
    const scope = { developerId: aDeveloper(), mode: 'live', now: new Date() } as const;
    await settle(store, [tap(await opened(store, { ...scope, webhookUrl: own }))]);
    const [first] = await claimWebhooks(store, lease);
    const secret = await defaultSecret(store, scope);
    expect(first).toMatchObject({ endpointId: null, url: own, secrets: [secret] });
    const fresh = await rotateDefaultSecret(store, scope);
    await expireLeases(store);
    expect((await claimWebhooks(store, lease))[0]!.secrets).toEqual([fresh, secret]);
    const third = await rotateDefaultSecret(store, scope);
    await expireLeases(store);
    expect((await claimWebhooks(store, lease))[0]!.secrets).toEqual([third, fresh, secret]);
    const nextDay = new Date(Date.now() + 25 * 3_600_000);
    const fourth = await rotateDefaultSecret(store, { ...scope, now: nextDay });
    await expireLeases(store);
    expect((await claimWebhooks(store, lease))[0]!.secrets).toEqual([fourth, third]);
  });

  test('every try tells the pause as it stood when the event happened', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), webhookUrl: own });
    const [claim] = await claimNotifications(store, lease);
    await report(store, claim!, failed);
    const [before] = await claimWebhooks(store, lease);
    await settle(store, [tap(pause)]);
    await expireLeases(store);
    const after = await claimWebhooks(store, lease);
    const again = after.find(({ event }) => event.type === 'pause.notification_failed')!;
    expect(again.event).toEqual(before!.event);
    expect(again.pause).toEqual(before!.pause);
    const settled = after.find(({ event }) => event.type === 'pause.responded')!;
    const { status, responseChoice, responseAt, resolvedAt, decision, metadata, contentDigest } =
      (await findPauseByLink(store, keyOf(pause)))!;
    const told = {
      status,
      responseChoice,
      responseAt,
      resolvedAt,
      decision,
      metadata,
      contentDigest,
    };
    expect(settled.pause).toMatchObject(told);
  });

  test('a delivered one is in the log', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), webhookUrl: own });
    await settle(store, [tap(pause)]);
    const [claim] = await claimWebhooks(store, lease);
    await report(store, claim!, delivered);
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(event).toMatchObject({
      type: 'pause.webhook_delivered',
      detail: { event_id: `evt_${claim!.event.id}`, attempts: 1, status_code: 200 },
    });
  });

  test('what was still to be sent to a deleted endpoint is given up', async () => {
    const developerId = aDeveloper();
    const now = new Date();
    const scope = { developerId, mode: 'live' } as const;
    const url = 'https://example.com/h';
    const made = await createWebhook(store, {
      ...scope,
      url,
      secret: 'a secret of their own',
      now,
      events: ['pause.responded'],
    });
    const pause = await opened(store, { developerId });
    await settle(store, [tap(pause)]);
    expect(await deleteWebhook(store, { ...scope, id: made.webhook.id, now })).toBe(true);
    expect(await claimWebhooks(store, lease)).toEqual([]);
    const { rows } = await store.pool.query<{ status: string }>(
      `select status from delivery where pause_id = $1 and kind = 'webhook'`,
      [pause.id],
    );
    expect(rows).toEqual([{ status: 'dead' }]);
  });

  test('to an endpoint that vanished meanwhile ends visibly dead', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), webhookUrl: own });
    await settle(store, [tap(pause)]);
    await store.pool.query(
      `update delivery set endpoint_id = gen_random_uuid() where pause_id = $1 and kind = 'webhook'`,
      [pause.id],
    );
    expect(await claimWebhooks(store, lease)).toEqual([]);
    expect(await eventTypesOf(store, pause)).toContain('pause.webhook_failed');
  });
});
