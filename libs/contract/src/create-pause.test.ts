// What a create may say, and that every fault in it is told at once.
import { DomainError } from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCreatePause, type CreateOptions } from './create-pause.ts';
import { readJson } from './json/read-json.ts';

const options: CreateOptions = { longestTimeoutSeconds: 30 * 86_400, allowPrivateWebhooks: false };
const minimal = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Wire $8,400 to Meridian?',
  options: ['Approve', 'Reject'],
};

const parseText = (text: string, more: Partial<CreateOptions> = {}) =>
  parseCreatePause(readJson(text), { ...options, ...more });
const parse = (body: unknown, more: Partial<CreateOptions> = {}) =>
  parseText(JSON.stringify(body), more);

function refusal(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
const places = (error: DomainError) => error.errors!.map(({ pointer }) => pointer).sort();
const faultsOf = (body: unknown, more: Partial<CreateOptions> = {}) =>
  Object.fromEntries(
    refusal(() => parse(body, more)).errors!.map(({ pointer, detail }) => [pointer, detail]),
  );

describe('a question', () => {
  test('needs four fields; everything else has its default', () => {
    expect(parse(minimal)).toEqual({
      ...minimal,
      allowTextResponse: false,
      timeoutSeconds: 86_400,
      timeoutDefault: null,
      metadata: null,
      context: null,
      webhookUrl: null,
      agent: null,
      idempotency: null,
    });
  });

  test('keeps what was given, unchanged', () => {
    const question = parseText(`{
      "recipient": "cfo@company.com", "channel": "email",
      "message": "  Zeile 1\\nZeile 2 \\u202e ", "options": [" Ja ", "Nein", "👩‍💻 Später"],
      "allow_text_response": true, "timeout_seconds": 90, "timeout_default": "Nein",
      "metadata": { "b": 1.0,  "a": [] }, "webhook_url": "https://example.com/hook?a=b",
      "agent": {"name": "invoice-agent", "run_id": "run_1", "on_behalf_of": "Ada"}
    }`);
    expect(question).toMatchObject({
      message: '  Zeile 1\nZeile 2 \u202e ',
      options: [' Ja ', 'Nein', '👩‍💻 Später'],
      allowTextResponse: true,
      timeoutSeconds: 90,
      timeoutDefault: 'Nein',
      metadata: '{ "b": 1.0,  "a": [] }',
      webhookUrl: 'https://example.com/hook?a=b',
      agent: { name: 'invoice-agent', run_id: 'run_1', on_behalf_of: 'Ada' },
    });
  });

  test('null means the default where the default is null', () => {
    const nulls = {
      timeout_default: null,
      metadata: null,
      context: null,
      webhook_url: null,
      agent: null,
    };
    expect(parse({ ...minimal, ...nulls })).toEqual(parse(minimal));
  });

  test('its timeout is clamped to the longest allowed', () => {
    const clamped = { longestTimeoutSeconds: 3_600 };
    expect(parse({ ...minimal, timeout_hours: 720 }, clamped).timeoutSeconds).toBe(3_600);
    expect(parse({ ...minimal, timeout_hours: 4 }).timeoutSeconds).toBe(14_400);
    expect(parse(minimal, clamped).timeoutSeconds).toBe(3_600);
    expect(parse({ ...minimal, timeout_hours: Number.MAX_SAFE_INTEGER }).timeoutSeconds).toBe(
      2_592_000,
    );
  });
});

describe('context', () => {
  test('an object becomes the list form, in the order given', () => {
    const body = JSON.stringify(minimal).slice(0, -1);
    const { context } = parseText(`${body},"context":{"b":1,"10":[2],"2":null,"__proto__":"x"}}`);
    expect(context).toEqual([
      { label: 'b', value: 1 },
      { label: '10', value: [2] },
      { label: '2', value: null },
      { label: '__proto__', value: 'x' },
    ]);
  });

  test('a list stays what it is', () => {
    const context = [
      { label: 'Amount', value: '$8,400', kind: 'money' },
      { label: 'Amount', value: null },
    ];
    expect(parse({ ...minimal, context }).context).toEqual(context);
    expect(parse({ ...minimal, context: [] }).context).toEqual([]);
  });

  test.each([
    [[{ label: 'a' }], '/context/0/value'],
    [[{ value: 1 }], '/context/0/label'],
    [[{ label: 'a', value: 1, colour: 'red' }], '/context/0/colour'],
    [[{ label: 'a', value: 1, kind: 'date' }], '/context/0/kind'],
    [[{ label: 'a', value: 'javascript:alert(1)', kind: 'url' }], '/context/0/value'],
    [['a'], '/context/0'],
    [{ '': 1 }, '/context/'],
    [{ 'a\u202eb': 1 }, '/context/a\u202eb'],
    ['text', '/context'],
    [7, '/context'],
  ])('%j is refused at %s', (context, pointer) => {
    expect(Object.keys(faultsOf({ ...minimal, context }))).toEqual([pointer]);
  });
});

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
    channel: ['telegram', '/channel'],
    message: ['', '/message'],
    options: [['Only'], '/options'],
    allow_text_response: [null, '/allow_text_response'],
    timeout_hours: ['4', '/timeout_hours'],
    timeout_default: [1, '/timeout_default'],
    metadata: [[], '/metadata'],
    context: [1, '/context'],
    webhook_url: ['https://user:pw@example.com', '/webhook_url'],
    agent: [{ name: '\u200b' }, '/agent/name'],
    risk: ['high', '/risk'],
    recipients: [[], '/recipients'],
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

  test('a field that comes later is said to be on its way', () => {
    for (const name of [
      'recipients',
      'fallback',
      'remind_after_seconds',
      'risk',
      'require',
      'undo_seconds',
    ]) {
      expect(faultsOf({ ...minimal, [name]: 1 })[`/${name}`]).toContain(
        'not offered by this version',
      );
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

describe('sizes', () => {
  test('characters are counted as readers count them', () => {
    expect(parse({ ...minimal, message: '🙂'.repeat(2_000) }).message).toHaveLength(4_000);
    expect(faultsOf({ ...minimal, message: '🙂'.repeat(2_001) })).toHaveProperty(['/message']);
    expect(parse({ ...minimal, options: ['🙂'.repeat(80), 'No'] }).options).toHaveLength(2);
    expect(faultsOf({ ...minimal, options: ['x'.repeat(81), 'No'] })).toHaveProperty([
      '/options/0',
    ]);
  });

  test('metadata and context have 16 KiB of UTF-8 each', () => {
    const filled = (bytes: number) => ({ a: 'é'.repeat((bytes - 8) / 2) });
    const full = { ...minimal, metadata: filled(16_384), context: filled(16_384) };
    expect(parse(full).metadata).not.toBeNull();
    const over = { ...minimal, metadata: filled(16_386), context: filled(16_386) };
    expect(Object.keys(faultsOf(over))).toEqual(['/metadata', '/context']);
  });
});

describe('metadata', () => {
  test('comes back as the same text whatever it holds', () => {
    const body = JSON.stringify(minimal).slice(0, -1);
    const object = fc
      .dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
      .map((value) => JSON.stringify(value, null, 1))
      .filter((text) => readJson(text).faults.length === 0);
    fc.assert(
      fc.property(object, (text) => {
        expect(parseText(`${body},"metadata": ${text} }`).metadata).toBe(text);
      }),
    );
  });
});

describe('naughty strings', () => {
  test('in any text field are kept as they are or refused cleanly, never an error of ours', () => {
    const fields = [
      'recipient',
      'message',
      'timeout_default',
      'webhook_url',
      'option',
      'agent',
    ] as const;
    const put = (field: (typeof fields)[number], text: string) => {
      if (field === 'option') return { ...minimal, options: [text, 'Reject'] };
      if (field === 'agent') return { ...minimal, agent: { name: text, run_id: text } };
      return { ...minimal, [field]: text };
    };
    const naughty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      }),
      fc.constantFrom(
        '',
        '\0',
        '\ud800',
        '__proto__',
        'NaN',
        '1e999',
        '${7*7}',
        "' OR 1=1 --",
        '\ufeff',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), naughty, (field, text) => {
        try {
          const question = parse(put(field, text));
          if (field === 'message') expect(question.message).toBe(text);
          if (field === 'option') expect(question.options[0]).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect((error as DomainError).errors!.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('U+0000 and lone surrogates are refused in every field', () => {
    for (const text of ['a\0b', 'a\ud800b']) {
      expect(faultsOf({ ...minimal, message: text })).toHaveProperty(['/message']);
      expect(faultsOf({ ...minimal, metadata: { a: [text] } })).toHaveProperty(['/metadata/a/0']);
      expect(faultsOf({ ...minimal, agent: { run_id: text } })).toHaveProperty(['/agent/run_id']);
    }
  });
});

describe('the key’s policy', () => {
  const { message, options: labels } = minimal;
  const asked = { message, options: labels };

  test.each([
    ['+13128471928', 'sms'],
    ['cfo@company.com', 'email'],
    ['https://hooks.slack.com/services/T/B/X', 'slack'],
  ])('with one allowed recipient, %s, the body may leave it out', (recipient, channel) => {
    expect(parse(asked, { policy: { recipients: [recipient] } })).toMatchObject({
      recipient,
      channel,
    });
  });

  test('with none, or more than one, it may not', () => {
    for (const policy of [null, {}, { recipients: ['+15550100', '+15550101'] }]) {
      expect(Object.keys(faultsOf(asked, { policy }))).toEqual(['/recipient', '/channel']);
    }
  });
});
