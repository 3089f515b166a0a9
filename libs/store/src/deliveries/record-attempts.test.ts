// Many tries in one commit, and each still on its own: nothing of one leaks into another's.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { listAudit } from '../audit/list-audit.ts';
import { recordAttempts } from './record-attempts.ts';
import { aDeveloper, opened, times } from '../testing/acts.ts';
import {
  dropDeliveries,
  eventTypesOf,
  expireLeases,
  failed,
  later,
  lease,
  report,
  result,
  sent,
} from '../testing/attempts.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

async function claimed(count: number) {
  const pauses = await Promise.all(
    times(count, () => opened(store, { developerId: aDeveloper() })),
  );
  const claims = await claimNotifications(store, lease);
  return pauses.map((pause) => ({
    pause,
    claim: claims.find(({ pauseId }) => pauseId === pause.id)!,
  }));
}

test('each report of a batch ends as it would alone', async () => {
  const [good, busy, bad] = await claimed(3);
  const reports = [
    { claim: good!.claim, result: sent },
    { claim: busy!.claim, result: later },
    { claim: bad!.claim, result: failed },
  ];
  expect(await recordAttempts(store, reports)).toEqual([true, true, true]);
  expect(await eventTypesOf(store, good!.pause)).toEqual(['pause.created', 'pause.notified']);
  expect(await eventTypesOf(store, busy!.pause)).toEqual(['pause.created']);
  const [event] = await listAudit(store, { ...bad!.pause, limit: 1 });
  expect(event).toMatchObject({ type: 'pause.notification_failed', detail: { status: 'failed' } });
  const { rows } = await store.pool.query(
    `select delivery_id, status_code, error from attempt where delivery_id = any ($1)`,
    [reports.map(({ claim }) => claim.deliveryId)],
  );
  expect(rows).toHaveLength(3);
  for (const { claim, result: came } of reports) {
    expect(rows).toContainEqual({
      delivery_id: claim.deliveryId,
      status_code: came.statusCode,
      error: came.error,
    });
  }
});

test('the late courier’s report changes nothing, and holds nobody else’s back', async () => {
  const [mine, lost] = await claimed(2);
  await expireLeases(store);
  const current = await claimNotifications(store, lease);
  const again = current.find(({ deliveryId }) => deliveryId === mine!.claim.deliveryId)!;
  const reports = [
    { claim: lost!.claim, result: failed },
    { claim: again, result: sent },
  ];
  expect(await recordAttempts(store, reports)).toEqual([false, true]);
  expect(await eventTypesOf(store, lost!.pause)).toEqual(['pause.created']);
  expect(await eventTypesOf(store, mine!.pause)).toContain('pause.notified');
});

test('the same report twice in one batch counts once', async () => {
  const [{ claim, pause }] = (await claimed(1)) as [Awaited<ReturnType<typeof claimed>>[0]];
  const twice = [
    { claim, result: sent },
    { claim, result: sent },
  ];
  expect(await recordAttempts(store, twice)).toEqual([true, false]);
  expect(await report(store, claim, sent)).toBe(false);
  expect(await eventTypesOf(store, pause)).toEqual(['pause.created', 'pause.notified']);
});

test('batches that overlap from both ends all come through, each report once', async () => {
  const reports = (await claimed(60)).map(({ claim }) => ({ claim, result: sent }));
  const answers = await Promise.all(
    times(6, (n) => recordAttempts(store, n % 2 ? reports : reports.toReversed())),
  );
  expect(answers.flat().filter(Boolean)).toHaveLength(60);
});

test('an end that is nobody’s news is on the delivery and not in the log', async () => {
  const [{ claim, pause }] = (await claimed(1)) as [Awaited<ReturnType<typeof claimed>>[0]];
  const quiet = { status: 'failed', nextInMilliseconds: null, quiet: true } as const;
  expect(await report(store, claim, result(quiet, { error: 'settled' }))).toBe(true);
  expect(await eventTypesOf(store, pause)).toEqual(['pause.created']);
  expect(await claimNotifications(store, lease)).toEqual([]);
});
