// Endpoints changed, switched off and on, and their secrets rotated; never more than there may be.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotateWebhookSecret, updateWebhook } from './change-webhook.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { listAudit } from './list-audit.ts';
import { testWebhook } from './test-webhook.ts';
import { testStore, type TestStore } from './testing.ts';
import { aDeveloper, times } from './testing/acts.ts';
import { expireLeases, lease } from './testing/attempts.ts';
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
  const before = new Date(Date.now() - 25 * 3_600_000);
  const own = { secret: 'the second of our own', now: before };
  expect((await rotateWebhookSecret(store, { ...of, ...own }))!.secret).toBeNull();
  expect(await secretsOf()).toEqual(['the second of our own']);
  const strange = { ...of, developerId: aDeveloper(), secret: null };
  expect(await rotateWebhookSecret(store, strange)).toBeUndefined();
  expect(await secretsOf()).toEqual(['the second of our own']);
});

test('of many made at once no more stay than there may be', async () => {
  const all = wanted();
  const made = await Promise.allSettled(times(30, () => createWebhook(store, all)));
  const refused = made.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(30 - mostWebhooks);
  expect(await listWebhooks(store, { ...all, limit: 100 })).toHaveLength(mostWebhooks);
  await expect(createWebhook(store, { ...all, mode: 'test' })).resolves.toBeDefined();
});
