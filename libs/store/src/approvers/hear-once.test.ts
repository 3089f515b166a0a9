// A reply is heard once, however often and at what time it comes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hearOnce } from './hear-once.ts';
import { testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('of twenty simultaneous twins one is the first, and none ever after', async () => {
  const twins = Array.from({ length: 20 }, () => hearOnce(store, 'SM1', new Date()));
  expect((await Promise.all(twins)).filter(Boolean)).toHaveLength(1);
  expect(await hearOnce(store, 'SM1', new Date())).toBe(false);
  expect(await hearOnce(store, 'SM2', new Date())).toBe(true);
});
