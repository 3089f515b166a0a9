// A key may do no more than its policy says.
import { type DomainError } from '@pausepoint/core';
import { describe, expect, test } from 'vitest';
import { checkPolicy, presentPolicy, policySchema, toPolicy, type KeyPolicy } from './policy.ts';

const recipients = [{ recipient: '+1 (312) 847-1928', channel: 'sms', pointer: '' }] as const;
const request = { recipients, role: 'agent', risk: 'normal' } as const;
const addressOf = (_: string, text: string) => text.replace(/[^+\d]/g, '');

function breaches(policy: KeyPolicy | null, more: object = {}): readonly string[] {
  try {
    checkPolicy(policy, { ...request, addressOf, ...more });
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'policy_denied' });
    return (error as DomainError).errors!.map(({ pointer }) => pointer);
  }
}

describe('checkPolicy', () => {
  test('no policy and an empty one allow everything', () => {
    expect(breaches(null)).toEqual([]);
    expect(breaches({})).toEqual([]);
  });

  test('recipients are compared by address, not by spelling', () => {
    expect(breaches({ recipients: ['+13128471928'] })).toEqual([]);
    expect(breaches({ recipients: ['+1-312-847-1928', '+15550100'] })).toEqual([]);
    expect(breaches({ recipients: ['+13128471929'] })).toEqual(['/recipient']);
  });

  test('everything that is not allowed is named', () => {
    const policy = {
      recipients: ['+15550100'],
      channels: ['email'],
      minRisk: 'high',
      minRequire: 'code',
    } as const;
    expect(breaches(policy)).toEqual(['/recipient', '/channel', '/risk', '/require']);
    expect(
      breaches(
        { ...policy, recipients: undefined, channels: ['sms'] },
        { risk: 'high', require: 'passkey' },
      ),
    ).toEqual([]);
  });
});

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
