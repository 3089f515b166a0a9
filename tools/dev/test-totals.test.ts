// CI reads the one line that sums up; it must never look better than the run was.
import { expect, test } from 'vitest';
import { describeTotals, sumUp } from './test-totals.ts';

const output = `
 \u001b[2m Test Files \u001b[22m \u001b[1m\u001b[32m2 passed\u001b[39m\u001b[22m\u001b[90m (2)\u001b[39m
 \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m12 passed\u001b[39m\u001b[22m\u001b[90m (12)\u001b[39m
 Test Files  1 failed | 3 passed (4)
@pausepoint/core:       Tests  1 failed | 20 passed | 2 skipped | 1 todo (24)
Tests passed to the server are no closing line (1)
`;

test('the closing lines of all packages are added up, coloured or not', () => {
  expect(sumUp(output)).toEqual({ passed: 32, failed: 1, skipped: 3 });
  expect(describeTotals(sumUp(output), false)).toBe('32 passed, 1 failed, 3 skipped');
});

test('a run that failed without a failed test does not read as one that passed', () => {
  expect(describeTotals({ passed: 5, failed: 0, skipped: 0 }, false)).toBe('5 passed, 1 failed');
  expect(describeTotals({ passed: 5, failed: 0, skipped: 0 }, true)).toBe('5 passed, 0 failed');
});
