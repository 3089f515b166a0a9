// Both spellings of Retry-After are understood, and nonsense is not.
import { expect, test } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const now = new Date('2026-05-08T14:00:00.500Z');

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Fri, 08 May 2026 14:02:00 GMT', 120],
  ['Fri, 08 May 2026 13:00:00 GMT', 0],
])('%s is %d seconds', (value, seconds) => expect(retryAfterSeconds(value, now)).toBe(seconds));

test.each([undefined, '', '-5', '1.5', '1e9', 'soon', '99999999999'])('%s is nothing', (value) =>
  expect(retryAfterSeconds(value, now)).toBeUndefined(),
);
