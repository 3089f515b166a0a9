// What is gathered is done in few batches, and each item still hears of its own end alone.
import { expect, test } from 'vitest';
import { gather } from './gather.ts';

test('what comes in one turn goes together, what comes meanwhile goes with the next', async () => {
  const batches: string[][] = [];
  let meanwhile: Promise<string>[] = [];
  const say = gather(
    async (items: readonly string[]) => {
      batches.push([...items]);
      if (batches.length === 1) meanwhile = ['d', 'e'].map(say);
      return items.map((item) => item.toUpperCase());
    },
    { most: 10 },
  );
  expect(await Promise.all(['a', 'b', 'c'].map(say))).toEqual(['A', 'B', 'C']);
  expect(await Promise.all(meanwhile)).toEqual(['D', 'E']);
  expect(await say('f')).toBe('F');
  expect(batches).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f']]);
});

test('no batch is bigger than it may be, and none is under way beside another', async () => {
  const sizes: number[] = [];
  let underWay = 0;
  const count = gather(
    async (items: readonly number[]) => {
      sizes.push(items.length);
      expect(++underWay).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return items;
    },
    { most: 4 },
  );
  await Promise.all(Array.from({ length: 10 }, (_, n) => count(n)));
  expect(sizes).toEqual([4, 4, 2]);
});

test('one that cannot be done is told so, and its neighbours are done', async () => {
  const halve = gather(
    async (items: readonly number[]) => {
      if (items.includes(3)) throw new Error('odd');
      return items.map((n) => n / 2);
    },
    { most: 10 },
  );
  const ends = await Promise.allSettled([2, 3, 4].map(halve));
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
