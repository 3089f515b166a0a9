// Whoever watches hears once of each change, and only of what is watched.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changedSince } from './changed-since.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, settled } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('what happened is told once: of each developer, and of each pause that is watched', async () => {
  const [ada, bob, eve] = [aDeveloper(), aDeveloper(), aDeveloper()];
  const [first, second] = [
    await opened(store, { developerId: ada }),
    await opened(store, { developerId: ada }),
  ];
  const watched = { developerIds: [ada, bob], pauseIds: [second.id] };
  const { cursor, changed } = await changedSince(store, null, watched);
  expect(changed).toEqual([]);

  await settled(store, first);
  await opened(store, { developerId: ada });
  await opened(store, { developerId: eve });
  const one = await changedSince(store, cursor, watched);
  expect(one.changed).toEqual([{ developerId: ada, pauseId: null }]);

  await settled(store, second);
  const two = await changedSince(store, one.cursor, watched);
  expect(two.changed).toEqual([{ developerId: ada, pauseId: second.id }]);
  expect((await changedSince(store, two.cursor, watched)).changed).toEqual([]);
});
