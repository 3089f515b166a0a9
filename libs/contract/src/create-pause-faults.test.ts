// Every fault in a create is told at once, at its place, in words that help.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf, minimal, parse, parseText, places, refusal } from './create-pause.fixture.ts';

describe('every fault is told at once', () => {
  test('of text, of shape, between fields and of the header', () => {
    const error = refusal(() =>
      parseText(
        `{"recipient":"12","channel":"sms","message":" ","options":["Approve","Approve"],
          "allow_text_response":"yes","timeout_hours":0,"timeout_seconds":1.5,"timeout_default":"Later",
          "metadata":{"id":9007199254740993},"context":{"a":"\\u0000"},"webhook_url":"http://10.0.0.1/",
          "agent":{"nam":"x"},"webhookUrl":"x"}`,
        { idempotencyKey: 'k'.repeat(256), recipientFault: () => 'is no phone number' },
      ),
    );
    expect(error.code).toBe('invalid_request');
    expect(places(error)).toEqual([
      '#/header/Idempotency-Key',
      '/agent/nam',
      '/allow_text_response',
      '/context/a',
      '/message',
      '/metadata/id',
      '/options/1',
      '/recipient',
      '/timeout_default',
      '/timeout_hours',
      '/timeout_seconds',
      '/timeout_seconds',
      '/webhookUrl',
      '/webhook_url',
    ]);
  });

  const broken: Record<string, readonly [unknown, string]> = {
    recipient: [5, '/recipient'],
    channel: ['fax', '/channel'],
    message: ['', '/message'],
    options: [['Only'], '/options'],
    allow_text_response: [null, '/allow_text_response'],
    timeout_hours: ['4', '/timeout_hours'],
    timeout_default: [1, '/timeout_default'],
    metadata: [[], '/metadata'],
    context: [1, '/context'],
    webhook_url: ['https://user:pw@example.com', '/webhook_url'],
    agent: [{ name: '\u200b' }, '/agent/name'],
    risk: ['low', '/risk'],
    undo_seconds: [61, '/undo_seconds'],
    require: ['face', '/require'],
    decide_by: ['all', '/decide_by'],
    fallback: [{}, '/fallback'],
    remind_after_seconds: [0, '/remind_after_seconds'],
  };

  test('whichever of the fields are broken together', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(broken), { minLength: 1 }), (names) => {
        const faulty = Object.fromEntries(names.map((name) => [name, broken[name]![0]]));
        const error = refusal(() => parse({ ...minimal, ...faulty }));
        expect([...new Set(places(error))]).toEqual(names.map((name) => broken[name]![1]).sort());
      }),
    );
  });

  test('but never more than fifty, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field${i}`, i]));
    const error = refusal(() => parse({ ...minimal, ...many }));
    expect(error.errors).toHaveLength(50);
    expect(error.message).toContain('5000 faults');
  });

  test('a body that is no object is one fault', () => {
    for (const body of [[], 'x', 7, null]) {
      const error = refusal(() => parse(body));
      expect(error.errors!.map(({ pointer }) => pointer)).toEqual(['']);
      expect(error.message).toContain('The body must be an object');
    }
  });

  test('faults that share a code of their own are told by it', () => {
    const recipientFault = () => 'is no phone number';
    expect(refusal(() => parse(minimal, { recipientFault })).code).toBe('invalid_recipient');
    const hook = { ...minimal, webhook_url: 'http://example.com' };
    expect(refusal(() => parse(hook)).code).toBe('webhook_url_refused');
    expect(refusal(() => parse(hook, { recipientFault })).code).toBe('invalid_request');
  });
});

describe('a slip is helped', () => {
  test.each([
    ['timeoutHours', 'timeout_hours'],
    ['timeout', 'timeout_hours'],
    ['mesage', 'message'],
    ['to', 'recipient'],
    ['callback_url', 'webhook_url'],
    ['Options', 'options'],
  ])('%s: did you mean %s', (given, meant) => {
    expect(faultsOf({ ...minimal, [given]: 1 })[`/${given}`]).toContain(`“${meant}”`);
  });

  test('what must be known of whoever answers is refused where it cannot be found out', () => {
    const foreign =
      'cannot be signed_in where a channel is sms: only by e-mail and Slack is it known who signs in';
    expect(faultsOf({ ...minimal, require: 'signed_in' })).toEqual({ '/require': foreign });
    const ada = { recipient: 'ada@example.com', channel: 'email', require: 'signed_in' };
    expect(parse({ ...minimal, ...ada })).toMatchObject({ require: 'signed_in' });
    expect(places(refusal(() => parse({ ...minimal, require: 'face' })))).toEqual(['/require']);
    const handed = { recipient: 'Ada', channel: 'link' };
    for (const require of ['code', 'passkey'] as const) {
      expect(parse({ ...minimal, require })).toMatchObject({ require });
      expect(places(refusal(() => parse({ ...minimal, ...handed, require })))).toEqual([
        '/require',
      ]);
    }
  });

  test('a field nobody could have meant is unknown, and so are the names of JavaScript', () => {
    const body = `{"constructor":1,"zzzzzz":1,"__proto__":{"a":1},${JSON.stringify(minimal).slice(1)}`;
    expect(places(refusal(() => parseText(body)))).toEqual([
      '/__proto__',
      '/constructor',
      '/zzzzzz',
    ]);
  });
});

describe('labels a human must be able to trust', () => {
  test.each([
    ['Approve\u200b', 'zero-width space'],
    ['\u202eevorppA', 'right-to-left override'],
    ['Approve\u2066', 'isolate'],
    ['Approve\u00ad', 'soft hyphen'],
    ['Approve\u200d', 'joiner between letters'],
    ['App\nrove', 'line break'],
    ['Approve\u{e0041}', 'tag character'],
    ['\u3164', 'Hangul filler'],
    [' \t', 'blank'],
  ])('%j is refused (%s)', (option) => {
    expect(faultsOf({ ...minimal, options: [option, 'Reject'] })).toHaveProperty(['/options/0']);
    expect(faultsOf({ ...minimal, agent: { name: option } })).toHaveProperty(['/agent/name']);
  });

  test.each([
    '👩‍💻 Ja',
    '❤️',
    '👍🏽',
    'می‌خواهم',
    'क्‍ष',
    'Überweisen',
    '承認',
    'لا',
    '1️⃣ Eins',
    '<b>&"\'',
    '🏳️‍🌈',
  ])('%s is kept', (option) => {
    expect(parse({ ...minimal, options: [option, 'Reject'] }).options[0]).toBe(option);
  });

  test.each([
    ['Approve', 'Аpprove'],
    ['Approve', 'approve'],
    ['Reject', 'Reject '],
    ['I', 'l'],
  ])('%s and %s cannot stand beside one another', (first, second) => {
    expect(faultsOf({ ...minimal, options: [first, second] })['/options/1']).toContain(
      'looks like',
    );
  });
});
