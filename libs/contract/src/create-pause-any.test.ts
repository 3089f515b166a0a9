// Whatever a create says of whom it asks and when, it is put in order or refused; it never breaks.
import { DomainError, channelNames, risks, type ChannelName } from '@pausepoint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimal, parse } from './create-pause.fixture.ts';
import type { CreateOptions } from './create-pause.ts';

const { message, options } = minimal;
const question = { message, options };

/** Numbers are spelled in many ways, and `!` is nobody's address. */
const spelling = {
  addressOf: (_: ChannelName, text: string) => text.replace(/[\s()-]/g, ''),
  recipientFault: (_: ChannelName, text: string) =>
    text.includes('!') ? 'is no address' : undefined,
} satisfies Partial<CreateOptions>;

function told(body: unknown, more: Partial<CreateOptions> = {}) {
  try {
    return { asked: parse(body, { ...spelling, ...more }), faults: [] };
  } catch (error) {
    // Anything else is a fault of ours.
    if (!(error instanceof DomainError)) throw error;
    expect(['invalid_request', 'invalid_recipient']).toContain(error.code);
    expect(error.errors!.length).toBeGreaterThan(0);
    return { asked: undefined, faults: error.errors! };
  }
}

const hostile = JSON.parse(
  '[{"valueOf":1,"toString":1},{"__proto__":{"recipient":"x","channel":"sms"}},' +
    '[{"after_seconds":{"valueOf":1,"toString":1},"recipient":{},"channel":["sms"]}]]',
) as readonly unknown[];
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, [], {}, [[]], [null], 2 ** 60, 1.5, -1, ...hostile),
);
const mostly = <T>(sound: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: sound, weight: 30 }, { arbitrary: junk, weight: 1 });

const recipient = mostly(fc.constantFrom('+1 555 0100', '+15550100', 'ada@company.com', '!', 'x'));
const channel = mostly(fc.constantFrom(...channelNames));
const name = mostly(fc.constantFrom('Ada', null));
const seconds = mostly(fc.integer({ min: 1, max: 100 }));
const listed = mostly(
  fc.record({ recipient, channel, name }, { requiredKeys: ['recipient', 'channel'] }),
);
const later = mostly(fc.record({ after_seconds: seconds, recipient, channel }));
const anything = fc.record(
  {
    recipient,
    channel,
    recipients: mostly(fc.array(listed, { minLength: 1, maxLength: 4 })),
    decide_by: mostly(fc.constant('first')),
    fallback: mostly(fc.array(later, { maxLength: 4 })),
    remind_after_seconds: seconds,
    risk: mostly(fc.constantFrom(...risks)),
    require: mostly(fc.constantFrom('link', 'code', 'passkey')),
    undo_seconds: mostly(fc.nat(60)),
    timeout_seconds: mostly(fc.integer({ min: 1, max: 200 })),
    timeout_hours: mostly(fc.constant(1)),
  },
  { requiredKeys: [] },
);
const policy = fc.constantFrom(null, { recipients: ['+15550100'] });

test('any combination is refused, or asks one to twenty people once each and before the end', () => {
  fc.assert(
    fc.property(anything, policy, (fields, policy) => {
      const { asked } = told({ ...question, ...fields }, { policy });
      if (!asked) return;
      const { recipients, remindAfterSeconds, timeoutSeconds } = asked;
      const delays = recipients.map(({ afterSeconds }) => afterSeconds);
      expect(delays).toEqual(delays.toSorted((a, b) => a - b));
      expect(delays[0]).toBe(0);
      expect(Math.max(...delays, remindAfterSeconds ?? 0)).toBeLessThan(timeoutSeconds);
      expect(recipients.length).toBeLessThanOrEqual(20);
      const addresses = recipients.map(({ channel, recipient }) =>
        [channel, spelling.addressOf(channel, recipient)].join(),
      );
      expect(new Set(addresses).size).toBe(addresses.length);
    }),
    { numRuns: 1_000 },
  );
});

/** `?` stands for a number that makes the address one of a kind. */
const sound = fc.record(
  {
    recipients: fc.array(
      fc.record(
        { recipient: fc.constantFrom('+1 555 ?', 'ada?@company.com'), channel: fc.constant('sms') },
        { requiredKeys: ['recipient', 'channel'] },
      ),
      { minLength: 1, maxLength: 10 },
    ),
    fallback: fc.option(
      fc.array(
        fc.record({
          after_seconds: fc.integer({ min: 1, max: 59 }),
          recipient: fc.constantFrom('+1 (555) ?', '?'),
          channel: fc.constantFrom('sms', 'email', 'slack', 'telegram', 'whatsapp'),
        }),
        { maxLength: 10 },
      ),
    ),
    decide_by: fc.constant('first'),
    remind_after_seconds: fc.option(fc.integer({ min: 1, max: 59 })),
    risk: fc.constantFrom(...risks),
    require: fc.constantFrom('link', 'code', 'passkey'),
    undo_seconds: fc.nat(60),
    timeout_seconds: fc.integer({ min: 60, max: 90 }),
  },
  { requiredKeys: ['recipients'] },
);

test('every sound combination is accepted, and everybody named is asked', () => {
  fc.assert(
    fc.property(sound, (fields) => {
      let count = 0;
      const number = <T extends { recipient: string }>(one: T) => ({
        ...one,
        recipient: one.recipient.replace('?', String(1_000 + count++)),
      });
      const recipients = fields.recipients.map(number);
      const fallback = fields.fallback?.map(number);
      const body = { ...fields, recipients, ...(fallback && { fallback }) };
      const { asked, faults } = told({ ...question, ...body });
      expect(faults).toEqual([]);
      const named = [
        ...recipients.map((one, at) => ({ ...one, pointer: `/recipients/${at}` })),
        ...(fallback ?? []).map(({ after_seconds, ...one }, at) => ({
          ...one,
          afterSeconds: after_seconds,
          pointer: `/fallback/${at}`,
        })),
      ];
      expect(asked!.recipients).toHaveLength(named.length);
      expect(asked!.recipients).toEqual(
        expect.arrayContaining(named.map((one) => expect.objectContaining(one) as unknown)),
      );
      expect(asked!.remindAfterSeconds).toBe(fields.remind_after_seconds ?? null);
      expect(asked!.risk).toBe(fields.risk ?? 'normal');
    }),
  );
});

test('every fault is told that would be told alone', () => {
  const faulty = {
    message: ['/message', ' '],
    decide_by: ['/decide_by', 'all'],
    remind_after_seconds: ['/remind_after_seconds', 86_400],
    risk: ['/risk', 'low'],
    recipients: ['/recipients/0/recipient', [{ recipient: '!', channel: 'sms' }]],
    fallback: [
      '/fallback/0/after_seconds',
      [{ after_seconds: 90_000, recipient: '+15550100', channel: 'sms' }],
    ],
  } as const;
  const subset = fc.subarray(Object.keys(faulty) as (keyof typeof faulty)[], { minLength: 1 });
  fc.assert(
    fc.property(subset, (names) => {
      const body = Object.fromEntries(names.map((name) => [name, faulty[name][1]]));
      const base = names.includes('recipients') ? question : minimal;
      const { faults } = told({ ...base, ...body });
      expect(faults.map(({ pointer }) => pointer).sort()).toEqual(
        names.map((name) => faulty[name][0]).sort(),
      );
    }),
  );
});

test('no fault is lost when another field is at fault beside it', () => {
  // The policy implies a recipient, so that nothing is missing in either.
  const more = { policy: { recipients: ['+15550199'] } };
  fc.assert(
    fc.property(anything, fc.constantFrom('risk', 'decide_by', 'metadata'), (fields, other) => {
      const without = told({ ...question, ...fields, [other]: undefined }, more).faults;
      const beside = told({ ...question, ...fields, [other]: 5 }, more).faults;
      // More than fifty are never told.
      fc.pre(beside.length < 50);
      expect(beside).toEqual(expect.arrayContaining([...without]));
      expect(beside.map(({ pointer }) => pointer)).toContain(`/${other}`);
    }),
    { numRuns: 300 },
  );
});
