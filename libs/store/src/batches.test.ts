// What is done together is done in few batches, and each still hears of its own end alone.
import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

/** As PostgreSQL refuses a row: nothing of the batch is left behind. */
const refused = (): Error => Object.assign(new Error('refused'), { code: '23514' });
/** As a connection ends: whatever it was asked for may have been done. */
const lost = (): Error => new Error('Connection terminated unexpectedly');

const one = { most: 100, atOnce: 1 };

/** Fails where the number is among them; `seen` are all batches that were tried. */
function failingAt(number: number, error: () => Error) {
  const seen: (readonly number[])[] = [];
  return {
    seen,
    async work(batch: readonly number[]): Promise<readonly number[]> {
      seen.push(batch);
      if (batch.includes(number)) throw error();
      return batch.map((n) => n * 10);
    },
  };
}

const endsOf = async (ends: readonly Promise<number>[]) =>
  (await Promise.allSettled(ends)).map((end) =>
    end.status === 'fulfilled' ? end.value : 'failed',
  );

test('what comes in one turn goes together, what comes meanwhile goes with the next', async () => {
  const seen: (readonly string[])[] = [];
  let meanwhile: Promise<string>[] = [];
  const { add } = createBatches(one, async (batch: readonly string[]) => {
    seen.push(batch);
    if (seen.length === 1) meanwhile = ['d', 'e'].map(add);
    return batch.map((word) => word.toUpperCase());
  });
  expect(await Promise.all(['a', 'b', 'c'].map(add))).toEqual(['A', 'B', 'C']);
  expect(await Promise.all(meanwhile)).toEqual(['D', 'E']);
  expect(await add('f')).toBe('F');
  expect(seen).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f']]);
});

test('no batch is bigger than it may be, and no more are under way at once', async () => {
  const sizes: number[] = [];
  let underWay = 0;
  let most = 0;
  const batches = createBatches({ most: 4, atOnce: 2 }, async (batch: readonly number[]) => {
    sizes.push(batch.length);
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
    return batch;
  });
  const all = Array.from({ length: 18 }, (_, n) => n);
  expect(await Promise.all(all.map(batches.add))).toEqual(all);
  await batches.ended();
  expect(sizes).toEqual([4, 4, 4, 4, 2]);
  expect(most).toBe(2);
  expect(underWay).toBe(0);
});

test.each([false, true])(
  'what was surely undone is done anew in halves, repeatable: %s, and only the one to blame fails',
  async (repeatable) => {
    const { seen, work } = failingAt(3, refused);
    const { add } = createBatches({ ...one, repeatable }, work);
    expect(await endsOf([1, 2, 3, 4].map(add))).toEqual([10, 20, 'failed', 40]);
    expect(seen).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
  },
);

test('what may have been done is done no second time, and everybody is told', async () => {
  const { seen, work } = failingAt(3, lost);
  const { add } = createBatches(one, work);
  expect(await endsOf([1, 2, 3, 4].map(add))).toEqual(['failed', 'failed', 'failed', 'failed']);
  expect(await add(5)).toBe(50);
  expect(seen).toEqual([[1, 2, 3, 4], [5]]);
});

test('what is repeatable is done anew one by one all the same', async () => {
  const { seen, work } = failingAt(3, lost);
  const { add } = createBatches({ ...one, repeatable: true }, work);
  expect(await endsOf([1, 2, 3, 4].map(add))).toEqual([10, 20, 'failed', 40]);
  expect(seen).toEqual([[1, 2, 3, 4], [1], [2], [3], [4]]);
});
