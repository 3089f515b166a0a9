// Ids the database makes itself: UUIDv7 like ours, in the order of their instants.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore, type TestStore } from './testing.ts';
import { times } from './testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const idsAt = async (instants: readonly string[]): Promise<string[]> => {
  const { rows } = await store.pool.query<{ id: string }>(
    'select new_id(at) as id from unnest($1::timestamptz[]) as at',
    [instants],
  );
  return rows.map(({ id }) => id);
};

test('they are of version 7 and begin with their millisecond', async () => {
  const [id] = await idsAt(['2026-11-22T01:02:03.456789Z']);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const milliseconds = Date.parse('2026-11-22T01:02:03.456Z').toString(16).padStart(12, '0');
  expect(id!.replace('-', '').slice(0, 12)).toBe(milliseconds);
});

test('within one millisecond they keep the order of their microseconds', async () => {
  const micros = times(1000, (i) => String(i).padStart(3, '0'));
  const ids = await idsAt(micros.map((digits) => `2026-11-22T01:02:03.456${digits}Z`));
  expect(ids).toEqual(ids.toSorted());
});
