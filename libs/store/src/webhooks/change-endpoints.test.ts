// An endpoint's health follows its tries, and whoever disables it ends what waits for it and tells its owner.
import { afterWord, formatId } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { updateWebhook } from './change-webhook.ts';
import { claimWebhooks } from '../deliveries/claim-webhooks.ts';
import { listAudit } from '../audit/list-audit.ts';
import { claimOwnerMail, recordOwnerMail } from './owner-mail.ts';
import { recordAttempts } from '../deliveries/record-attempts.ts';
import { releaseLeases } from '../deliveries/release-leases.ts';
import { times } from '../testing/acts.ts';
import { delivered, dropDeliveries, expireLeases, lease, result } from '../testing/attempts.ts';
import { anEndpoint, claimed, gone, over, showing } from '../testing/endpoints.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await dropDeliveries(store);
  await store.pool.query('delete from owner_mail');
});

async function stateOf(id: string) {
  const { rows } = await store.pool.query<{
    enabled: boolean;
    failing: boolean;
    reason: string | null;
  }>(
    `select enabled, failing_since is not null as failing, disabled_reason as reason
     from webhook_endpoint where id = $1`,
    [id],
  );
  return rows[0];
}

const failFor = (id: string, days: number) =>
  store.pool.query(
    `update webhook_endpoint set failing_since = now() - $2 * interval '1 day' where id = $1`,
    [id, days],
  );

async function disabledEvents(developerId: string) {
  const of = { developerId, mode: 'live', eventType: 'webhook.disabled', limit: 10 } as const;
  return listAudit(store, of);
}

test('the first failure begins the count, a success ends it, and claims tell how long it is', async () => {
  const endpoint = await anEndpoint(store);
  const [first, second] = await claimed(store, endpoint, 2);
  expect(first!.failingSeconds).toBeNull();
  await recordAttempts(store, [showing(first!, { to: 'failing' })]);
  expect(await stateOf(endpoint.id)).toEqual({ enabled: true, failing: true, reason: null });
  await failFor(endpoint.id, 2);
  await recordAttempts(store, [showing(second!, { to: 'failing' })]);
  await expireLeases(store);
  const [again] = await claimWebhooks(store, lease);
  expect(again!.failingSeconds).toBeGreaterThan(2 * 86_400 - 1);
  await recordAttempts(store, [showing(again!, { to: 'well' }, delivered)]);
  expect(await stateOf(endpoint.id)).toEqual({ enabled: true, failing: false, reason: null });
});

test('of a success and failures written down together the success counts', async () => {
  const endpoint = await anEndpoint(store);
  const [one, two, three] = await claimed(store, endpoint, 3);
  await failFor(endpoint.id, 6);
  await recordAttempts(store, [
    showing(one!, over),
    showing(two!, { to: 'well' }, delivered),
    showing(three!, over),
  ]);
  expect(await stateOf(endpoint.id)).toEqual({ enabled: true, failing: false, reason: null });
});

test('a 410 ends all that waits, each try is still written down, and the owner is told once', async () => {
  const endpoint = await anEndpoint(store);
  const claims = await claimed(store, endpoint, 5);
  const other = await anEndpoint(store);
  const [theirs] = await claimed(store, other, 1);
  const [a, b, ...waiting] = claims;
  await releaseLeases(store, waiting);
  const reports = [showing(a!, gone), showing(b!, gone), showing(theirs!, undefined)];
  expect(await recordAttempts(store, reports)).toEqual([true, true, true]);
  expect(await stateOf(endpoint.id)).toEqual({ enabled: false, failing: true, reason: 'gone' });
  const { rows } = await store.pool.query<{ id: string; status: string; last_error: string }>(
    'select id, status, last_error from delivery where endpoint_id = $1 and id = any ($2)',
    [endpoint.id, waiting.map((claim) => claim.deliveryId)],
  );
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'dead', last_error: 'the webhook was disabled' });
  }
  const events = await disabledEvents(endpoint.developerId);
  expect(events.map(({ actor, detail }) => ({ actor, detail }))).toEqual([
    { actor: 'system', detail: { webhook_id: formatId('webhook', endpoint.id), reason: 'gone' } },
  ]);
  expect(await disabledEvents(other.developerId)).toEqual([]);
  const mails = await claimOwnerMail(store, lease);
  expect(mails).toMatchObject([
    { email: endpoint.email, webhookId: endpoint.id, reason: 'gone', attempt: 1 },
  ]);
  await recordOwnerMail(store, mails[0]!, {
    status: 'sent',
    nextInMilliseconds: null,
    error: null,
  });
  expect(await claimOwnerMail(store, lease)).toEqual([]);
});

test('a try under way when its endpoint is disabled still tells what came of it, and is the last', async () => {
  const endpoint = await anEndpoint(store);
  const [one, heard, not] = await claimed(store, endpoint, 3);
  await recordAttempts(store, [showing(one!, gone)]);
  const late = [showing(heard!, { to: 'well' }, delivered), showing(not!, undefined)];
  expect(await recordAttempts(store, late)).toEqual([true, true]);
  await expireLeases(store);
  expect(await claimWebhooks(store, lease)).toEqual([]);
  const { rows } = await store.pool.query<{ id: string; status: string }>(
    'select id, status from delivery where endpoint_id = $1',
    [endpoint.id],
  );
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]));
  expect(statusOf.get(heard!.deliveryId)).toBe('delivered');
  expect(statusOf.get(not!.deliveryId)).toBe('dead');
  expect(await stateOf(endpoint.id)).toMatchObject({ enabled: false, reason: 'gone' });
});

test('a 410 of the URL before does not switch off the one that is there now', async () => {
  const endpoint = await anEndpoint(store);
  const { developerId, id } = endpoint;
  const [old] = await claimed(store, endpoint, 1);
  const url = 'https://hooks.example.com/moved-here';
  await updateWebhook(store, { developerId, mode: 'live', id, url, now: new Date() });
  const dead = result({ status: 'dead', nextInMilliseconds: null }, { error: 'gone' });
  expect(await recordAttempts(store, [showing(old!, gone, dead)])).toEqual([true]);
  expect(await stateOf(id)).toEqual({ enabled: true, failing: false, reason: null });
});

test('a try written down beside the one that disables is not waited for any more', async () => {
  const endpoint = await anEndpoint(store);
  const [one, two] = await claimed(store, endpoint, 2);
  await recordAttempts(store, [showing(one!, gone), showing(two!, undefined)]);
  const { rows } = await store.pool.query(
    'select status, last_error from delivery where endpoint_id = $1',
    [endpoint.id],
  );
  expect(rows).toHaveLength(2);
  expect(rows).toContainEqual({ status: 'dead', last_error: 'the webhook was disabled' });
});

test('what another held when its endpoint was disabled ends at the next claim', async () => {
  const endpoint = await anEndpoint(store);
  const [one] = await claimed(store, endpoint, 2);
  const client = await store.pool.connect();
  await client.query('begin');
  await client.query('select from delivery where endpoint_id = $1 and id <> $2 for update', [
    endpoint.id,
    one!.deliveryId,
  ]);
  await recordAttempts(store, [showing(one!, gone)]);
  await client.query('commit');
  client.release();
  await expireLeases(store);
  expect(await claimWebhooks(store, lease)).toEqual([]);
  const { rows } = await store.pool.query(
    'select distinct last_error from delivery where endpoint_id = $1 and id <> $2',
    [endpoint.id, one!.deliveryId],
  );
  expect(rows).toEqual([{ last_error: 'the webhook was disabled' }]);
});

test('it is disabled for failing only if it still fails, and has for five days', async () => {
  const endpoint = await anEndpoint(store);
  const [one, two, three] = await claimed(store, endpoint, 3);
  // The worker thought so from what it read at its claim; a success has come since.
  await recordAttempts(store, [showing(one!, over)]);
  expect(await stateOf(endpoint.id)).toMatchObject({ enabled: true });
  await failFor(endpoint.id, 4.9);
  await recordAttempts(store, [showing(two!, over)]);
  expect(await stateOf(endpoint.id)).toMatchObject({ enabled: true });
  // A moment more: the column keeps milliseconds, rounded.
  await failFor(endpoint.id, 5.0001);
  expect(afterWord('failed', 5 * 86_400)).toEqual(over);
  await recordAttempts(store, [showing(three!, over)]);
  expect(await stateOf(endpoint.id)).toMatchObject({ enabled: false, reason: 'failing' });
});

test('workers that hear “never again” at once disable it once, and none waits for ever', async () => {
  const endpoint = await anEndpoint(store);
  const claims = await claimed(store, endpoint, 40);
  await Promise.all(
    times(8, (n) =>
      recordAttempts(
        store,
        claims.filter((_, index) => index % 8 === n).map((claim) => showing(claim, gone)),
      ),
    ),
  );
  expect(await disabledEvents(endpoint.developerId)).toHaveLength(1);
  expect(await claimOwnerMail(store, lease)).toHaveLength(1);
});
