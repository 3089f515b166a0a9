// Owners are told of what was disabled, once, and not without end.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { updateWebhook } from './change-webhook.ts';
import { claimOwnerMail, recordOwnerMail } from './owner-mail.ts';
import { recordAttempts } from '../deliveries/record-attempts.ts';
import { dropDeliveries, lease } from '../testing/attempts.ts';
import { anEndpoint, claimed, gone, showing } from '../testing/endpoints.ts';
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

test('no account can have its owner written to more than ten times a day', async () => {
  const endpoint = await anEndpoint(store);
  const { developerId, id } = endpoint;
  for (let n = 0; n < 12; n++) {
    const [claim] = await claimed(store, endpoint, 1);
    await recordAttempts(store, [showing(claim!, gone)]);
    await updateWebhook(store, { developerId, mode: 'live', id, enabled: true, now: new Date() });
  }
  expect(await claimOwnerMail(store, lease)).toHaveLength(10);
  const { rows } = await store.pool.query(
    `select distinct last_error from owner_mail where developer_id = $1 and status = 'failed'`,
    [developerId],
  );
  expect(rows).toEqual([{ last_error: 'the owner has been written to often enough today' }]);
});

test('a mail taken by a worker that died is another’s, and the late one changes nothing', async () => {
  const endpoint = await anEndpoint(store);
  const [claim] = await claimed(store, endpoint, 1);
  await recordAttempts(store, [showing(claim!, gone)]);
  const [first] = await claimOwnerMail(store, { ...lease, leaseSeconds: 0 });
  const [second] = await claimOwnerMail(store, lease);
  expect(second).toMatchObject({ id: first!.id, attempt: 2 });
  await recordOwnerMail(store, first!, { status: 'sent', nextInMilliseconds: null, error: null });
  const later = { status: 'queued', nextInMilliseconds: 0, error: 'busy' } as const;
  await recordOwnerMail(store, second!, later);
  expect(await claimOwnerMail(store, lease)).toMatchObject([{ id: first!.id, attempt: 3 }]);
});
