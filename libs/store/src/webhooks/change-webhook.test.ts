// Endpoints changed, switched off and on, and their secrets rotated; never more than there may be.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rotateWebhookSecret, updateWebhook } from './change-webhook.ts';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { listAudit } from '../audit/list-audit.ts';
import { testWebhook } from './test-webhook.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, times } from '../testing/acts.ts';
import { dropDeliveries, expireLeases, lease } from '../testing/attempts.ts';
import {
  createWebhook,
  findWebhook,
  listWebhooks,
  mostWebhooks,
  type NewWebhook,
} from './webhooks.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const wanted = (developerId = aDeveloper()): NewWebhook => ({
  ...{ developerId, mode: 'live', url: 'https://example.com/h', secret: 'the first of our own' },
  ...{ events: ['pause.responded'], now: new Date() },
});

async function endpoint() {
  const { developerId, mode, id } = (await createWebhook(store, wanted())).webhook;
  return { developerId, mode, id, now: new Date() };
}

const secretsOf = async (): Promise<readonly string[]> => {
  await expireLeases(store);
  return (await claimWebhooks(store, lease))[0]!.secrets;
};

test('switched on again, an endpoint has forgotten why it was off and that it failed', async () => {
  const of = await endpoint();
  await store.pool.query(
    `update webhook_endpoint set enabled = false, disabled_at = now(), disabled_reason = 'failing',
       failing_since = now() - interval '5 days' where id = $1`,
    [of.id],
  );
  expect(await findWebhook(store, of)).toMatchObject({ enabled: false, disabledReason: 'failing' });
  const on = await updateWebhook(store, { ...of, enabled: true });
  expect(on).toMatchObject({
    ...{ enabled: true, failingSince: null, disabledAt: null, disabledReason: null },
    url: 'https://example.com/h',
  });
  expect(await findWebhook(store, of)).toEqual(on);
});

test('what is not said stays, and the log tells what was said, but no URL', async () => {
  const of = await endpoint();
  const url = 'https://example.com/secret-in-the-path';
  await updateWebhook(store, { ...of, url, events: ['pause.cancelled'] });
  const off = await updateWebhook(store, { ...of, enabled: false });
  expect(off).toMatchObject({ url, events: ['pause.cancelled'], disabledReason: 'by_developer' });
  expect(await updateWebhook(store, { ...of, enabled: false })).toEqual(off);
  const events = await listAudit(store, { ...of, limit: 10 });
  expect(JSON.stringify(events)).not.toContain('secret-in');
  expect(events.map(({ type }) => type)).toEqual([
    ...times(3, () => 'webhook.updated'),
    'webhook.created',
  ]);
  expect(events[2]!.detail).toEqual({
    ...{ webhook_id: `whk_${of.id}`, url: 'changed', events: ['pause.cancelled'] },
  });
});

test('a rotated secret signs for a day beside the new one', async () => {
  const of = await endpoint();
  await testWebhook(store, of);
  expect(await secretsOf()).toEqual(['the first of our own']);
  const made = await rotateWebhookSecret(store, { ...of, secret: null });
  expect(made!.secret).toMatch(/^whsec_/);
  expect(await secretsOf()).toEqual([made!.secret, 'the first of our own']);
  const own = { ...of, secret: 'the second of our own' };
  expect((await rotateWebhookSecret(store, own))!.secret).toBeNull();
  // Whoever still has the first one is not cut off by the second rotation.
  const all = ['the second of our own', made!.secret, 'the first of our own'];
  expect(await secretsOf()).toEqual(all);
  const strange = { ...of, developerId: aDeveloper(), secret: null };
  expect(await rotateWebhookSecret(store, strange)).toBeUndefined();
  expect(await secretsOf()).toEqual(all);
  await store.pool.query(
    `update webhook_endpoint set previous_secrets = jsonb_set(previous_secrets, '{1,until}',
       to_jsonb(now())) where id = $1`,
    [of.id],
  );
  expect(await secretsOf()).toEqual(all.slice(0, 2));
  const nextDay = new Date(Date.now() + 25 * 3_600_000);
  await rotateWebhookSecret(store, { ...of, secret: 'the third of our own', now: nextDay });
  expect(await secretsOf()).toEqual(['the third of our own', 'the second of our own']);
});

test('of very many rotations in a day the newest sign, so that a header has an end', async () => {
  const of = await endpoint();
  await testWebhook(store, of);
  for (let n = 1; n <= 12; n++)
    await rotateWebhookSecret(store, { ...of, secret: `secret number ${n}` });
  expect(await secretsOf()).toEqual(times(11, (n) => `secret number ${12 - n}`));
});

test('of many made at once no more stay than there may be', async () => {
  const all = wanted();
  const made = await Promise.allSettled(times(30, () => createWebhook(store, all)));
  const refused = made.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(30 - mostWebhooks);
  expect(await listWebhooks(store, { ...all, limit: 100 })).toHaveLength(mostWebhooks);
  await expect(createWebhook(store, { ...all, mode: 'test' })).resolves.toBeDefined();
});
