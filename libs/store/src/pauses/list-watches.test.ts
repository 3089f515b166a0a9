// The list behind /api/pause: every ending is found, counted and paged, and nothing else is read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listWatches, type WatchEnding, type WatchFilter } from './list-watches.ts';
import type { NewPause } from '../records.ts';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, overdue, tap, times } from '../testing/acts.ts';
import { rowsRead } from '../testing/rows-read.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const watch = { context: null };
const words = { options: ['Approve', 'Reject'] };
const filter = (developerId: string, overlay: Partial<WatchFilter> = {}): WatchFilter => ({
  ...{ developerId, mode: 'live', ending: undefined, limit: 50, offset: 0, farthest: 100 },
  ...overlay,
});
const asked = (developerId: string) => opened(store, { developerId, watch, content: words });

async function oneOfEach(developerId: string): Promise<Record<WatchEnding, NewPause>> {
  const pending = await asked(developerId);
  const [yes, no, withdrawn] = [
    await asked(developerId),
    await asked(developerId),
    await asked(developerId),
  ];
  await settle(store, [tap(yes, 'Approve'), tap(no, 'Reject')]);
  await settle(store, [{ kind: 'cancel', mode: 'live', ...keyOf(withdrawn) }]);
  const expired = await overdue(store, { developerId, watch, content: words });
  return { pending, Approve: yes, Reject: no, cancelled: withdrawn, timed_out: expired };
}

test('each is found by what became of it, and all of them newest first', async () => {
  const developerId = aDeveloper();
  const all = await oneOfEach(developerId);
  await opened(store, { developerId });
  await opened(store, { developerId, mode: 'test', watch });
  await asked(aDeveloper());
  for (const [ending, { id }] of Object.entries(all)) {
    const found = await listWatches(store, filter(developerId, { ending: ending as WatchEnding }));
    expect([found.total, found.pauses.map((pause) => pause.id)]).toEqual([1, [id]]);
  }
  const any = await listWatches(store, filter(developerId));
  const ids = Object.values(all).map(({ id }) => id);
  expect(any.pauses.map(({ id }) => id)).toEqual(ids.toSorted().toReversed());
  expect(any.total).toBe(5);
});

test('pages follow each other, and what lies beyond the farthest is not counted', async () => {
  const developerId = aDeveloper();
  const made = await Promise.all(times(5, () => asked(developerId)));
  const newest = made
    .map(({ id }) => id)
    .toSorted()
    .toReversed();
  const page = async (offset: number) =>
    (await listWatches(store, filter(developerId, { limit: 2, offset }))).pauses.map(
      ({ id }) => id,
    );
  expect([await page(0), await page(2), await page(4), await page(6)]).toEqual([
    newest.slice(0, 2),
    newest.slice(2, 4),
    newest.slice(4),
    [],
  ]);
  expect((await listWatches(store, filter(developerId, { farthest: 3 }))).total).toBe(3);
});

test('a page reads a page, however many there are', async () => {
  const developerId = aDeveloper();
  await Promise.all(times(30, () => asked(developerId)));
  // Few rows PostgreSQL would rather read one after the other, index or not.
  const { id } = await opened(store, { developerId });
  await store.pool.query(
    `insert into pause select (p).* from (
       select jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid())) as p
       from pause p, generate_series(1, 3000) where p.developer_id = $1 and p.id = $2) as copies`,
    [developerId, id],
  );
  await store.pool.query('vacuum analyze pause');
  const read = await rowsRead(store, /^pause$/, (of) =>
    listWatches(of, filter(developerId, { ending: 'Reject', limit: 3, farthest: 3 })),
  );
  expect(read).toBe(0);
});
