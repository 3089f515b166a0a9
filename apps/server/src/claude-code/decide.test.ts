// Only a human's Allow is one, whatever else stands beside it.
import { expect, it } from 'vitest';
import { decisionOf } from './decide.ts';

it.each([
  ['responded', 'Allow', 'allow'],
  ['responded', 'allow', 'deny'],
  ['responded', 'Deny', 'deny'],
  ['timed_out', 'Allow', 'deny'],
  ['timed_out', null, 'deny'],
  ['cancelled', 'Allow', 'deny'],
  ['pending', 'Allow', 'deny'],
] as const)('%s with %s: %s', (status, responseChoice, behavior) => {
  expect(decisionOf({ status, responseChoice, responseText: null }).behavior).toBe(behavior);
});
