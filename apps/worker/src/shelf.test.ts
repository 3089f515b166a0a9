// What is put aside is given back once, to whoever comes first: its receiver, the time, the end.
import { expect, test, vi } from 'vitest';
import { createShelf } from './shelf.ts';

test('a receiver with room gets its own back, oldest first', () => {
  const shelf = createShelf<string>(60_000, () => expect.unreachable());
  shelf.put('a', ['a1', 'a2']);
  shelf.put('a', ['a3']);
  shelf.put('b', ['b1']);
  expect(shelf.take('a', 2)).toEqual(['a1', 'a2']);
  expect(shelf.take('a', 2)).toEqual(['a3']);
  expect(shelf.take('a', 2)).toEqual([]);
  expect(shelf.takeAll()).toEqual(['b1']);
  expect(shelf.takeAll()).toEqual([]);
});

test('what nobody takes comes back by itself, and only that', async () => {
  const expired: string[] = [];
  const shelf = createShelf<string>(20, (items) => expired.push(...items));
  shelf.put('a', ['a1', 'a2']);
  shelf.put('b', ['b1']);
  expect(shelf.take('a', 1)).toEqual(['a1']);
  await vi.waitFor(() => expect(expired).toEqual(['a2', 'b1']), 40_000);
  expect(shelf.takeAll()).toEqual([]);
});
