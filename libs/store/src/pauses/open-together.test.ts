// Pauses opened in a crowd share commits, and nothing else: faults, quotas and keys are each one's own.
import { createKeyRing, newId } from '@pausepoint/core';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPause } from './open-pause.ts';
import { openStore } from '../open-store.ts';
import type { NewPause } from '../records.ts';
import type { Store } from '../store.ts';
import { newPause, testStore, type TestStore } from '../testing.ts';
import { aDeveloper, times } from '../testing/acts.ts';

let store: TestStore;
let other: Store;
beforeAll(async () => {
  store = await testStore();
  other = await openStore({
    url: store.url,
    ring: createKeyRing(store.secretKey),
    onError: () => undefined,
  });
});
afterAll(async () => {
  await other.close();
  await store.close();
});

const idempotency = (key: string) => ({ key, fingerprint: Buffer.from('body') });

const written = async (developerId: string) => {
  const { rows } = await store.pool.query<{ id: string; xmin: string }>(
    'select id, xmin::text from pause where developer_id = $1 order by id',
    [developerId],
  );
  return rows;
};

/** Until `release`, whoever opens a pause has to wait, as if each commit took long. */
async function holdUp(): Promise<{ release(): Promise<void> }> {
  const client: PoolClient = await store.pool.connect();
  await client.query('begin; lock table pause in share mode');
  return {
    async release() {
      await client.query('commit');
      client.release();
    },
  };
}

test('who comes while others are being written shares a commit', async () => {
  const developerId = aDeveloper();
  const door = await holdUp();
  const answers = times(40, () => openPause(store, newPause({ developerId })));
  await door.release();
  await Promise.all(answers);
  const pauses = await written(developerId);
  expect(pauses).toHaveLength(40);
  expect(new Set(pauses.map(({ xmin }) => xmin)).size).toBeLessThan(5);
});

test('one that cannot be stored fails alone, and leaves nothing behind', async () => {
  const developerId = aDeveloper();
  const bad = { content: { expiresAt: new Date(0) }, idempotency: idempotency('bad') };
  const all = times(40, (place) => newPause({ developerId, ...(place % 13 === 5 && bad) }));
  const answers = await Promise.allSettled(all.map((pause) => openPause(store, pause)));
  const good = all.filter((_, place) => place % 13 !== 5).map(({ id }) => id);
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  expect((await written(developerId)).map(({ id }) => id)).toEqual(good.toSorted());
  const again = newPause({ developerId, idempotency: idempotency('bad') });
  expect(await openPause(store, again)).toMatchObject({ replayed: false });
});

test('one developer’s used-up quota is told to nobody else', async () => {
  const [poor, rich] = [aDeveloper(), aDeveloper()];
  const all = times(40, (place) =>
    newPause(place % 2 ? { developerId: poor, monthlyQuota: 3 } : { developerId: rich }),
  );
  const answers = await Promise.allSettled(all.map((pause) => openPause(store, pause)));
  expect(await written(poor)).toHaveLength(3);
  expect(await written(rich)).toHaveLength(20);
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(17);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'plan_limit_reached' });
});

test('twins at two servers, their keys and quotas in opposite orders, never wait in a ring', async () => {
  const [one, two] = [aDeveloper(), aDeveloper()];
  const asked = (place: number): NewPause =>
    newPause({
      developerId: place % 2 ? one : two,
      idempotency: idempotency(`key ${place % 15}`),
      monthlyQuota: 100,
      hourlyQuota: { keyId: place % 2 ? one : two, pauses: 100 },
    });
  const forth = times(60, (place) => openPause(store, asked(place)));
  const back = times(60, (place) => openPause(other, asked(59 - place)));
  const answers = await Promise.all([...forth, ...back]);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(30);
  expect(await written(one)).toHaveLength(15);
  expect(await written(two)).toHaveLength(15);
});

test('of a lost connection everybody hears who had trusted it, and nothing is written twice', async () => {
  const developerId = aDeveloper();
  const door = await holdUp();
  const answers = Promise.allSettled(
    times(20, () => openPause(other, newPause({ developerId, idempotency: idempotency('one') }))),
  );
  await expect
    .poll(async () => {
      const { rows } = await store.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query ~ '^\\s*with asked' and wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
  await door.release();
  const statuses = (await answers).map(({ status }) => status);
  expect(statuses).toContain('rejected');
  expect((await written(developerId)).length).toBeLessThanOrEqual(1);
  const again = newPause({ developerId, idempotency: idempotency('one') });
  await openPause(other, again);
  expect(await written(developerId)).toHaveLength(1);
});

test('whoever closes the store leaves nobody without an answer', async () => {
  const developerId = newId(new Date());
  const third = await openStore({
    url: store.url,
    ring: createKeyRing(store.secretKey),
    onError: () => undefined,
  });
  const answers = Promise.all(times(100, () => openPause(third, newPause({ developerId }))));
  await third.close();
  await answers;
  expect(await written(developerId)).toHaveLength(100);
});
