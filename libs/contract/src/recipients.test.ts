// A create names everybody it asks, once, and in an order that can happen before its end.
import { channelNames, risks, type ChannelName } from '@pausepoint/core';
import { describe, expect, test } from 'vitest';
import { faultsOf, minimal, parse, places, refusal } from './create-pause.fixture.ts';
import type { CreateOptions } from './create-pause.ts';

const { message, options } = minimal;
const question = { message, options };
const ada = { recipient: 'ada@company.com', channel: 'email' };
const grace = { recipient: '+1 (312) 847-1928', channel: 'sms' };
const later = { after_seconds: 600, recipient: '+15550100', channel: 'sms' };

/** Numbers are spelled in many ways, and `!` is nobody's address. */
const spelling = {
  addressOf: (_: ChannelName, text: string) => text.replace(/[\s()-]/g, ''),
  recipientFault: (_: ChannelName, text: string) =>
    text.includes('!') ? 'is no address' : undefined,
} satisfies Partial<CreateOptions>;

describe('whom a pause asks', () => {
  test('one recipient and a list of one are the same question', () => {
    const [one] = parse({ ...question, ...grace }).recipients;
    const [listed] = parse({ ...question, recipients: [grace] }).recipients;
    expect(one).toEqual({ ...grace, name: null, afterSeconds: 0, pointer: '' });
    expect(listed).toEqual({ ...one, pointer: '/recipients/0' });
  });

  test('several are kept as given, each with its name and its place', () => {
    const recipients = [{ ...ada, name: 'Ada' }, grace, { ...grace, channel: 'whatsapp' }];
    expect(parse({ ...question, recipients, decide_by: 'first' }).recipients).toEqual([
      { ...ada, name: 'Ada', afterSeconds: 0, pointer: '/recipients/0' },
      { ...grace, name: null, afterSeconds: 0, pointer: '/recipients/1' },
      { ...grace, channel: 'whatsapp', name: null, afterSeconds: 0, pointer: '/recipients/2' },
    ]);
  });

  test('fallbacks come after everybody asked at once, the soonest first', () => {
    const fallback = [
      { ...later, after_seconds: 900 },
      { ...ada, after_seconds: 60 },
    ];
    const { recipients } = parse({ ...question, ...grace, fallback });
    expect(recipients.map(({ pointer, afterSeconds }) => [pointer, afterSeconds])).toEqual([
      ['', 0],
      ['/fallback/1', 60],
      ['/fallback/0', 900],
    ]);
  });

  test.each(channelNames)('%s is a channel to ask by', (channel) => {
    expect(parse({ ...question, recipient: 'x', channel }).recipients).toMatchObject([{ channel }]);
    expect(
      parse({ ...question, recipients: [{ recipient: 'x', channel }] }).recipients,
    ).toMatchObject([{ channel }]);
  });

  test('nobody is asked later by a link that nothing is sent to', () => {
    const fallback = [{ ...later, channel: 'link' }];
    expect(faultsOf({ ...minimal, fallback })).toEqual({
      '/fallback/0/channel': 'must be one of sms, email, slack, telegram, whatsapp',
    });
  });

  test('a link stands alone: whoever asks could answer for those who are sent a message', () => {
    const desk = { recipient: 'Ada, at the desk', channel: 'link' };
    expect(faultsOf({ ...question, recipients: [ada, desk] })).toEqual({
      '/recipients/1/channel': expect.stringContaining('cannot be link beside'),
    });
    const links = [desk, { ...desk, recipient: 'Bob' }];
    expect(parse({ ...question, recipients: links }).recipients).toHaveLength(2);
    expect(parse({ ...question, ...desk, fallback: [later] }).recipients).toHaveLength(2);
  });

  test('a high risk is said, and is not assumed', () => {
    expect(parse(minimal).risk).toBe('normal');
    for (const risk of risks) expect(parse({ ...minimal, risk }).risk).toBe(risk);
  });
});

describe('a create that names somebody wrongly is refused', () => {
  test.each([
    ['beside one another', { ...grace, recipients: [ada] }, ['/channel', '/recipient']],
    ['a channel beside a list', { channel: 'sms', recipients: [ada] }, ['/channel']],
    ['nobody', {}, ['/channel', '/recipient']],
    ['a list of nobody', { recipients: [] }, ['/recipients']],
    ['no list', { recipients: grace }, ['/recipients']],
    ['no list at all', { recipients: null }, ['/recipients']],
    ['a text for a person', { recipients: ['+15550100'] }, ['/recipients/0']],
    ['without a channel', { recipients: [{ recipient: 'x' }] }, ['/recipients/0/channel']],
    ['without an address', { recipients: [{ channel: 'sms' }] }, ['/recipients/0/recipient']],
    ['later, at no time', { ...ada, fallback: [grace] }, ['/fallback/0/after_seconds']],
    ['at once, later', { recipients: [later] }, ['/recipients/0/after_seconds']],
    ['by another rule', { ...ada, decide_by: 'majority' }, ['/decide_by']],
    ['hidden', { recipients: [{ ...ada, name: 'A\u200bda' }] }, ['/recipients/0/name']],
  ])('%s', (_, named, expected) => {
    expect(places(refusal(() => parse({ ...question, ...named })))).toEqual(expected);
  });

  test('more than ten at once, or ten later', () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ ...grace, recipient: `+1555010${n}` }));
    const fallback = many.map((one) => ({ ...one, channel: 'whatsapp', after_seconds: 5 }));
    expect(places(refusal(() => parse({ ...question, recipients: many, fallback })))).toEqual([
      '/fallback',
      '/recipients',
    ]);
    const most = { recipients: many.slice(1), fallback: fallback.slice(1) };
    expect(parse({ ...question, ...most }).recipients).toHaveLength(20);
  });

  test('twice, however the address is spelled, at once or later', () => {
    const twin = { ...grace, recipient: '+13128471928' };
    const named = { recipients: [grace, ada, twin], fallback: [{ ...twin, after_seconds: 9 }] };
    expect(faultsOf({ ...question, ...named }, spelling)).toEqual({
      '/recipients/2/recipient': 'is asked by sms already, as /recipients/0/recipient',
      '/fallback/0/recipient': 'is asked by sms already, as /recipients/0/recipient',
    });
    expect(faultsOf({ ...question, ...grace, fallback: [{ ...grace, after_seconds: 9 }] })).toEqual(
      { '/fallback/0/recipient': 'is asked by sms already, as /recipient' },
    );
  });

  test('but the same person by another channel is not the same', () => {
    const fallback = [{ ...grace, channel: 'whatsapp', after_seconds: 9 }];
    expect(parse({ ...question, ...grace, fallback }, spelling).recipients).toHaveLength(2);
  });

  test('where each address does not fit its channel, by a code of its own', () => {
    const named = {
      recipients: [ada, { ...grace, recipient: '+1!' }],
      fallback: [{ ...later, recipient: '!' }],
    };
    const error = refusal(() => parse({ ...question, ...named }, spelling));
    expect(error.code).toBe('invalid_recipient');
    expect(places(error)).toEqual(['/fallback/0/recipient', '/recipients/1/recipient']);
  });

  test('with a slip helped within the list, too', () => {
    const named = { recipients: [{ to: 'x', channel: 'sms' }] };
    expect(faultsOf({ ...question, ...named })['/recipients/0/to']).toContain('“recipient”');
  });
});

test('nothing happens later than any pause can last, however long a timeout is asked for', () => {
  const tooLate = 30 * 86_400 + 1;
  const named = {
    timeout_seconds: Number.MAX_SAFE_INTEGER,
    remind_after_seconds: tooLate,
    fallback: [{ ...later, after_seconds: Number.MAX_SAFE_INTEGER - 1 }],
  };
  const detail = 'must be at most 2592000';
  expect(faultsOf({ ...minimal, ...named })).toEqual({
    '/remind_after_seconds': detail,
    '/fallback/0/after_seconds': detail,
  });
});

describe('what happens later happens before the end', () => {
  const delayed = (seconds: number, timeout: object) => ({
    ...minimal,
    ...timeout,
    remind_after_seconds: seconds,
    fallback: [{ ...later, after_seconds: seconds }],
  });

  test.each([
    [{}, 86_400],
    [{ timeout_hours: 2 }, 7_200],
    [{ timeout_seconds: 90 }, 90],
  ])('%j: below %i seconds', (timeout, seconds) => {
    const parsed = parse(delayed(seconds - 1, timeout));
    expect(parsed.remindAfterSeconds).toBe(seconds - 1);
    expect(parsed.recipients[1]!.afterSeconds).toBe(seconds - 1);
    const detail = `must be less than the timeout, ${seconds} seconds`;
    expect(faultsOf(delayed(seconds, timeout))).toEqual({
      '/remind_after_seconds': detail,
      '/fallback/0/after_seconds': detail,
    });
  });

  test('it is the timeout asked for that counts, not what a plan makes of it', () => {
    const clamped = { longestTimeoutSeconds: 60 };
    expect(parse(delayed(3_600, { timeout_hours: 2 }), clamped)).toMatchObject({
      timeoutSeconds: 60,
      remindAfterSeconds: 3_600,
    });
  });

  test('a timeout that is none is told alone', () => {
    expect(Object.keys(faultsOf(delayed(5, { timeout_seconds: 0 })))).toEqual(['/timeout_seconds']);
  });
});

describe('the one recipient a policy allows', () => {
  const policy = { recipients: ['+15550100'] };

  test('is asked only where nobody is named', () => {
    expect(parse(question, { policy }).recipients).toMatchObject([{ recipient: '+15550100' }]);
    const { recipients } = parse({ ...question, recipients: [ada] }, { policy });
    expect(recipients).toMatchObject([ada]);
  });

  test('is asked first where only a fallback is named, and never twice', () => {
    const fallback = [{ ...ada, after_seconds: 60 }];
    expect(parse({ ...question, fallback }, { policy }).recipients).toMatchObject([
      { recipient: '+15550100', channel: 'sms' },
      ada,
    ]);
    expect(faultsOf({ ...question, fallback: [later] }, { policy })).toHaveProperty([
      '/fallback/0/recipient',
    ]);
  });

  test.each([
    ['123456789', 'telegram'],
    ['-1001234567890', 'telegram'],
    ['C024BE91L', 'slack'],
  ])('%s is asked by %s', (recipient, channel) => {
    const { recipients } = parse(question, { policy: { recipients: [recipient] } });
    expect(recipients).toMatchObject([{ recipient, channel }]);
  });
});
