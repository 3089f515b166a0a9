// Claims: each due item to one worker at a time, and nothing from one who came too late.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { defaultSecret, rotateDefaultSecret } from './default-secret.ts';
import { untilDue } from './due.ts';
import { findPause, findPauseByLink } from './find-pause.ts';
import { listAudit } from './list-audit.ts';
import { recordAttempt } from './record-attempt.ts';
import type { AttemptResult, Claim, NewPause } from './records.ts';
import { releaseLeases } from './release-leases.ts';
import { settle } from './settle.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, keyOf, opened, tap, times } from './testing/acts.ts';
import { createWebhook, deleteWebhook } from './webhooks.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => store.pool.query('update delivery set next_attempt_at = null'));

const lease = { limit: 100, leaseSeconds: 60 };

const result = (step: AttemptResult['step'], more: Partial<AttemptResult> = {}): AttemptResult => ({
  at: new Date(),
  durationMs: 12.5,
  statusCode: 200,
  response: 'ok',
  error: null,
  step,
  ...more,
});
const sent = result({ status: 'sent', nextInMilliseconds: null });
const failed = result(
  { status: 'failed', nextInMilliseconds: null },
  { statusCode: 500, error: 'the carrier refused' },
);
const later = result({ status: 'queued', nextInMilliseconds: 0 }, { error: 'busy' });
const delivered = result({ status: 'delivered', nextInMilliseconds: null });

const typesOf = async (pause: NewPause): Promise<string[]> => {
  const events = await listAudit(store, { ...pause, pauseId: pause.id, limit: 100 });
  return events.map(({ type }) => type).toReversed();
};

/** What the passing of time would do. */
const expireLeases = () =>
  store.pool.query(
    `update delivery set next_attempt_at = statement_timestamp() where next_attempt_at is not null`,
  );

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
    expect(await recordAttempt(store, claim!, sent)).toBe(true);
    const found = await findPause(store, pause);
    expect(found!.recipients[0]!.notification).toMatchObject({ status: 'sent', attempts: 1 });
    expect(await typesOf(pause)).toEqual(['pause.created', 'pause.notified']);
    const [event] = await listAudit(store, { ...pause, limit: 1 });
    expect(event!.detail).toEqual({
      recipient_index: 0,
      channel: 'sms',
      recipient: '+1•••••1928',
      status: 'sent',
      attempts: 1,
    });
    expect(await claimNotifications(store, lease)).toEqual([]);
  });

  test('a try that is followed by another is not yet news, and falls due again', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [first] = await claimNotifications(store, lease);
    await recordAttempt(store, first!, later);
    expect(await typesOf(pause)).toEqual(['pause.created']);
    const [second] = await claimNotifications(store, lease);
    expect(second).toMatchObject({ deliveryId: first!.deliveryId, attempt: 2 });
    expect(second!.pause.recipients[0]!.notification.lastError).toBe('busy');
  });

  test('a failed one is told to the webhooks that asked for it', async () => {
    const developerId = aDeveloper();
    const { webhook } = await createWebhook(store, {
      ...{ developerId, mode: 'live', secret: null, now: new Date() },
      url: 'https://example.com/h',
      events: ['pause.notification_failed'],
    });
    const pause = await opened(store, { developerId });
    const [claim] = await claimNotifications(store, lease);
    await recordAttempt(store, claim!, failed);
    const [told] = await claimWebhooks(store, lease);
    expect(told).toMatchObject({
      event: { type: 'pause.notification_failed' },
      endpointId: webhook.id,
      pause: { id: pause.id, status: 'pending' },
    });
    expect(await typesOf(pause)).toEqual(['pause.created', 'pause.notification_failed']);
  });
});

describe('leases', () => {
  test('while one runs nobody else gets the item; when it has run out somebody does', async () => {
    await opened(store, { developerId: aDeveloper() });
    const [first] = await claimNotifications(store, lease);
    expect(await claimNotifications(store, lease)).toEqual([]);
    expect(await untilDue(store)).toBeGreaterThan(50_000);
    await expireLeases();
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
    await expireLeases();
    const [current] = await claimNotifications(store, lease);
    expect(await recordAttempt(store, late!, failed)).toBe(false);
    expect(await typesOf(pause)).toEqual(['pause.created']);
    expect(await recordAttempt(store, current!, sent)).toBe(true);
    expect(await recordAttempt(store, late!, failed)).toBe(false);
    const found = await findPause(store, pause);
    expect(found!.recipients[0]!.notification).toMatchObject({ status: 'sent', lastError: null });
  });

  test('the same report twice counts once', async () => {
    const pause = await opened(store, { developerId: aDeveloper() });
    const [claim] = await claimNotifications(store, lease);
    const reports = await Promise.all(times(5, () => recordAttempt(store, claim!, sent)));
    expect(reports.filter(Boolean)).toHaveLength(1);
    expect(await typesOf(pause)).toEqual(['pause.created', 'pause.notified']);
  });

  test('what is given back is there at once, and as if it had not been taken', async () => {
    await opened(store, { developerId: aDeveloper() });
    const claims = await claimNotifications(store, lease);
    await releaseLeases(store, claims);
    expect(await recordAttempt(store, claims[0]!, sent)).toBe(false);
    const again = await claimNotifications(store, lease);
    expect(again).toMatchObject([{ deliveryId: claims[0]!.deliveryId, attempt: 1 }]);
  });

  test('what was tried already is not given back', async () => {
    await opened(store, { developerId: aDeveloper() });
    const claims = await claimNotifications(store, lease);
    const tomorrow = { status: 'queued', nextInMilliseconds: 86_400_000 } as const;
    await recordAttempt(store, claims[0]!, result(tomorrow));
    await releaseLeases(store, claims);
    expect(await claimNotifications(store, lease)).toEqual([]);
  });
});

describe('webhooks', () => {
  const own = 'https://example.com/own';

  test('a pause’s own is signed with the default secret, and for a day with the one before', async () => {
    const scope = { developerId: aDeveloper(), mode: 'live', now: new Date() } as const;
    await settle(store, [tap(await opened(store, { ...scope, webhookUrl: own }))]);
    const [first] = await claimWebhooks(store, lease);
    const secret = await defaultSecret(store, scope);
    expect(first).toMatchObject({ endpointId: null, url: own, secrets: [secret] });
    const fresh = await rotateDefaultSecret(store, scope);
    await expireLeases();
    expect((await claimWebhooks(store, lease))[0]!.secrets).toEqual([fresh, secret]);
    await rotateDefaultSecret(store, { ...scope, now: new Date('2026-01-01') });
    await expireLeases();
    expect((await claimWebhooks(store, lease))[0]!.secrets).toHaveLength(1);
  });

  test('every try tells the pause as it stood when the event happened', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), webhookUrl: own });
    const [claim] = await claimNotifications(store, lease);
    await recordAttempt(store, claim!, failed);
    const [before] = await claimWebhooks(store, lease);
    await settle(store, [tap(pause)]);
    await expireLeases();
    const after = await claimWebhooks(store, lease);
    const again = after.find(({ event }) => event.type === 'pause.notification_failed')!;
    expect(again.event).toEqual(before!.event);
    expect(again.pause).toEqual(before!.pause);
    const settled = after.find(({ event }) => event.type === 'pause.responded')!;
    expect(settled.pause).toEqual(await findPauseByLink(store, keyOf(pause)));
  });

  test('a delivered one is in the log', async () => {
    const pause = await opened(store, { developerId: aDeveloper(), webhookUrl: own });
    await settle(store, [tap(pause)]);
    const [claim] = await claimWebhooks(store, lease);
    await recordAttempt(store, claim!, delivered);
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
    expect(await typesOf(pause)).toContain('pause.webhook_failed');
  });
});
