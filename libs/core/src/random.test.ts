// However they are asked for, random bytes are given out once.
import { expect, test } from 'vitest';
import { randomFew } from './random.ts';

test('no bytes are given out twice, nor as many zeros, across supplies', () => {
  const given = Array.from({ length: 5_000 }, (_, place) =>
    randomFew(12 + (place % 21)).toString('hex', 0, 12),
  );
  expect(new Set(given).size).toBe(given.length);
  expect(given).not.toContain('0'.repeat(24));
});

test('what somebody does to theirs changes nobody else’s', () => {
  const first = randomFew(16);
  const second = randomFew(16);
  const before = second.toString('hex');
  first.fill(0);
  expect(second.toString('hex')).toBe(before);
  expect(randomFew(4_096)).toHaveLength(4_096);
});
