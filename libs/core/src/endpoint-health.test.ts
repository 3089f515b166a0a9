// An endpoint is given up for what it did itself, and never too early.
import { expect, test } from 'vitest';
import { afterWord, endpointPatienceSeconds } from './endpoint-health.ts';

const FIVE_DAYS = 5 * 24 * 3_600;

test('a success of one that is well changes nothing', () => {
  expect(afterWord('accepted', null)).toBeUndefined();
});

test('the first failure begins the count, those after it change nothing', () => {
  expect(afterWord('failed', null)).toEqual({ to: 'failing' });
  expect(afterWord('failed', 0)).toBeUndefined();
  expect(afterWord('failed', FIVE_DAYS - 1)).toBeUndefined();
});

test('it is switched off at the first failure after five days, not before', () => {
  expect(endpointPatienceSeconds).toBe(FIVE_DAYS);
  expect(afterWord('failed', FIVE_DAYS)).toEqual({ to: 'disabled', reason: 'failing' });
});

test('one success ends the count, however long it was', () => {
  expect(afterWord('accepted', 0)).toEqual({ to: 'well' });
  expect(afterWord('accepted', 9 * FIVE_DAYS)).toEqual({ to: 'well' });
});

test('a 410 switches it off at once, whether it failed before or not', () => {
  expect(afterWord('gone', null)).toEqual({ to: 'disabled', reason: 'gone' });
  expect(afterWord('gone', 10)).toEqual({ to: 'disabled', reason: 'gone' });
});
