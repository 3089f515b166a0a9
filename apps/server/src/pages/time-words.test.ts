// Times as people say them.
import { expect, test } from 'vitest';
import { timeAgo, timeLeft } from './time-words.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  [0, '0 s'],
  [-5, '0 s'],
  [45 * second, '45 s'],
  [59 * minute + 59 * second, '59 min'],
  [hour, '1 h'],
  [3 * hour + 42 * minute, '3 h 42 min'],
  [day, '1 day'],
  [2 * day + 4 * hour, '2 days 4 h'],
  [29 * day + 59 * minute, '29 days'],
])('%d ms are %s', (milliseconds, words) => {
  expect(timeLeft(milliseconds)).toBe(words);
});

test('what was', () => {
  const then = new Date('2026-05-08T14:07:12Z');
  expect(timeAgo(then, new Date('2026-05-08T14:07:15Z'))).toBe('just now');
  expect(timeAgo(then, new Date('2026-05-08T14:19:12Z'))).toBe('12 min ago');
});
