// What the worker's clock goes by.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { oldestOverdue, untilDue } from './due.ts';
import { beat, lastBeat } from '../heartbeat.ts';
import { settleOverdue } from './settle-overdue.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, overdue } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const drop = () => store.pool.query('update delivery set next_attempt_at = null');

test('nothing in sight, then the next deadline, then work at once', async () => {
  const developerId = aDeveloper();
  expect(await untilDue(store)).toEqual({ pause: null, notification: null, webhook: null });
  expect(await oldestOverdue(store)).toBe(0);
  await opened(store, { developerId });
  expect(await untilDue(store)).toMatchObject({ notification: 0, webhook: null });
  await claimNotifications(store, { limit: 1, leaseSeconds: 30 });
  const { pause, notification } = await untilDue(store);
  expect(notification).toBeGreaterThan(25_000);
  expect(notification).toBeLessThanOrEqual(30_000);
  expect(pause).toBeGreaterThan(3_500_000);
  await overdue(store, { developerId });
  await drop();
  expect(await untilDue(store)).toEqual({ pause: 0, notification: null, webhook: null });
  expect(await oldestOverdue(store)).toBeGreaterThanOrEqual(3_600);
  await settleOverdue(store, 10);
  expect(await oldestOverdue(store)).toBe(0);
});

test('the newest sign of a worker counts, a server’s does not', async () => {
  expect(await lastBeat(store)).toBeNull();
  const [first, second] = [new Date('2026-05-01'), new Date('2026-05-02')];
  await beat(store, { processId: 'a', role: 'worker', now: second });
  await beat(store, { processId: 'b', role: 'worker', now: first });
  await beat(store, { processId: 'c', role: 'server', now: new Date('2026-05-03') });
  expect(await lastBeat(store)).toEqual(second);
});
