// Webhooks sent again on purpose: one, or all that died since a time.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { updateWebhook } from '../webhooks/change-webhook.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { redeliver, redeliverDead } from './redeliver.ts';
import { testWebhook } from '../webhooks/test-webhook.ts';
import { testStore, type TestStore } from '../testing.ts';
import { times } from '../testing/acts.ts';
import { delivered, dropDeliveries, lease, report } from '../testing/attempts.ts';
import { answered, died, endAll, endpointOf, sentTo } from '../testing/webhooks.ts';
import { deleteWebhook } from '../webhooks/webhooks.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

test('what is sent again has the same event, and a schedule that begins anew', async () => {
  const of = await endpointOf(store);
  await answered(store, of);
  const [first] = await claimWebhooks(store, lease);
  await report(store, first!, died);
  const [ended] = await sentTo(store, of, { status: 'dead' });
  const sent = await redeliver(store, { ...of, id: ended!.id });
  expect(sent).toMatchObject({ id: ended!.id, status: 'pending', eventId: ended!.eventId });
  const [second] = await claimWebhooks(store, lease);
  expect(second).toMatchObject({ event: first!.event, pause: first!.pause, attempt: 2 });
  const { rows } = await store.pool.query('select retries_from from delivery where id = $1', [
    ended!.id,
  ]);
  expect(rows).toEqual([{ retries_from: 1 }]);
});

test('it leaves a try that is under way alone', async () => {
  const of = await endpointOf(store);
  await answered(store, of);
  const [claim] = await claimWebhooks(store, lease);
  const [busy] = await sentTo(store, of);
  expect(await redeliver(store, { ...of, id: busy!.id })).toEqual(busy);
  expect(await claimWebhooks(store, lease)).toEqual([]);
  expect(await report(store, claim!, delivered)).toBe(true);
});

test('it needs an endpoint that is there and on', async () => {
  const of = await endpointOf(store);
  await answered(store, of);
  await endAll(store, died);
  const [ended] = await sentTo(store, of);
  await updateWebhook(store, { ...of, enabled: false, now: new Date() });
  const since = new Date(0);
  const refused = expect.objectContaining({ code: 'webhook_disabled' });
  await expect(redeliver(store, { ...of, id: ended!.id })).rejects.toEqual(refused);
  await expect(redeliverDead(store, { ...of, since, until: null })).rejects.toEqual(refused);
  await expect(testWebhook(store, of)).rejects.toEqual(refused);
  await deleteWebhook(store, { ...of, now: new Date() });
  await expect(redeliver(store, { ...of, id: ended!.id })).rejects.toEqual(refused);
  expect(await redeliverDead(store, { ...of, since, until: null })).toBeUndefined();
  expect(await testWebhook(store, of)).toBeUndefined();
});

test('all that died is every dead one since then, each once, and none that is not', async () => {
  const of = await endpointOf(store);
  const other = await endpointOf(store, of.developerId);
  await answered(store, of, 1);
  await endAll(store, died);
  await store.pool.query(
    `update delivery set updated_at = updated_at - interval '1 hour' where developer_id = $1`,
    [of.developerId],
  );
  await answered(store, of, 3);
  await endAll(store, died);
  await answered(store, of, 1);
  await endAll(store);
  await testWebhook(store, of);
  await endAll(store, died);
  const since = new Date(Date.now() - 60_000);
  const until = new Date(Date.now() - 1_800_000);
  expect(await redeliverDead(store, { ...of, since: new Date(0), until })).toBe(1);
  expect(await redeliverDead(store, { ...of, since, until: null })).toBe(3);
  expect(await redeliverDead(store, { ...of, since, until: null })).toBe(0);
  expect(await sentTo(store, of, { status: 'pending' })).toHaveLength(4);
  expect(await sentTo(store, other, { status: 'dead', endpointId: other.id })).toHaveLength(4);
});

test('all of very many goes batch by batch, spread over time', async () => {
  const of = await endpointOf(store);
  await store.pool.query(
    `insert into delivery (developer_id, pause_id, id, kind, mode, status, attempts, event_id,
         event_type, event_at, endpoint_id, created_at, updated_at)
       select $1, gen_random_uuid(), new_id(now()), 'webhook', 'live', 'dead', 10, gen_random_uuid(),
         'pause.responded', now(), $2, now(), now() from generate_series(1, 2500)`,
    [of.developerId, of.id],
  );
  const since = new Date(Date.now() - 60_000);
  const counts = await Promise.all(
    times(2, () => redeliverDead(store, { ...of, since, until: null })),
  );
  expect(counts[0]! + counts[1]!).toBe(2_500);
  const { rows } = await store.pool.query<{ spread: number }>(
    `select extract(epoch from max(next_attempt_at) - min(next_attempt_at))::float8 as spread
       from delivery where developer_id = $1 and status = 'pending' and retries_from = 10`,
    [of.developerId],
  );
  expect(rows[0]!.spread).toBeGreaterThan(4);
  await dropDeliveries(store);
});
