// A policy is kept as it was given.
import { expect, test } from 'vitest';
import { policySchema, presentPolicy, toPolicy } from './policy.ts';

test('a policy leaves as it came', () => {
  const given = {
    recipients: ['a@b.c'],
    channels: ['email' as const],
    min_risk: 'high' as const,
    min_require: 'passkey' as const,
    pauses_per_hour: 10,
  };
  expect(presentPolicy(toPolicy(policySchema.parse(given)))).toEqual(given);
  expect(presentPolicy(toPolicy(policySchema.parse({})))).toEqual({});
});
