// A key may do no more than its policy says.
import { type DomainError } from '@pausepoint/core';
import { describe, expect, test } from 'vitest';
import { checkPolicy } from './check-policy.ts';
import type { KeyPolicy } from './policy.ts';

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

describe('everybody who is asked', () => {
  const asked = (pointer: string, recipient: string, channel = 'sms') =>
    ({ pointer, recipient, channel }) as const;
  const recipients = [
    asked('/recipients/0', '+1 312 847 1928'),
    asked('/recipients/1', 'ada@company.com', 'email'),
    asked('/fallback/0', '+15550100', 'whatsapp'),
  ];

  test('has to be allowed, at once and later, each told at its place', () => {
    const policy = { recipients: ['+13128471928'], channels: ['sms', 'email'] } as const;
    expect(breaches(policy, { recipients })).toEqual([
      '/recipients/1/recipient',
      '/fallback/0/recipient',
      '/fallback/0/channel',
    ]);
    const all = ['+13128471928', 'ada@company.com', '+15550100'];
    const byText = (_: string, text: string) => text.replaceAll(' ', '');
    expect(breaches({ recipients: all }, { recipients, addressOf: byText })).toEqual([]);
  });

  test('a breach of many is named once in the summary', () => {
    expect(() =>
      checkPolicy({ channels: ['slack'] }, { ...request, recipients: recipients as never }),
    ).toThrow(/allow this: must be one of slack$/);
  });
});

describe('a link in the caller’s own hands', () => {
  const recipients = [
    { recipient: '+15550100', channel: 'sms', pointer: '/recipients/0' },
    { recipient: 'the front desk', channel: 'link', pointer: '/recipients/1' },
  ] as const;

  test('is for agents only where their policy names it', () => {
    for (const policy of [null, {}, { recipients: ['+15550100', 'the front desk'] }]) {
      const byText = { recipients, addressOf: undefined };
      expect(breaches(policy, byText)).toEqual(['/recipients/1/channel']);
    }
    expect(breaches({ channels: ['sms'] }, { recipients })).toEqual(['/recipients/1/channel']);
    expect(breaches({ channels: ['sms', 'link'] }, { recipients })).toEqual([]);
  });

  test('is the admin’s own business', () => {
    expect(breaches(null, { recipients, role: 'admin' })).toEqual([]);
    const binding = { channels: ['sms'] } as const;
    expect(breaches(binding, { recipients, role: 'admin' })).toEqual(['/recipients/1/channel']);
  });
});
