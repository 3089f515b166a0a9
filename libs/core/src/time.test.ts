// Instants as programs and people write them.
import { expect, test } from 'vitest';
import { iso, isoOrNull, utcTime } from './time.ts';

const then = new Date('2026-05-08T14:07:12Z');

test('an instant is told to programs in milliseconds, to people in minutes', () => {
  expect(iso(then)).toBe('2026-05-08T14:07:12.000Z');
  expect(isoOrNull(null)).toBeNull();
  expect(utcTime(then)).toBe('8 May 2026, 14:07 UTC');
});
