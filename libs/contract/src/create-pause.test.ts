// What a create may say.
import { DomainError } from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf, minimal, parse, parseText } from './create-pause.fixture.ts';
import { readJson } from './json/read-json.ts';

describe('a question', () => {
  test('needs four fields; everything else has its default', () => {
    const { recipient, channel, ...asked } = minimal;
    expect(parse(minimal)).toEqual({
      ...asked,
      recipients: [{ recipient, channel, name: null, afterSeconds: 0, pointer: '' }],
      remindAfterSeconds: null,
      require: 'link',
      undoSeconds: 0,
      risk: 'normal',
      allowTextResponse: false,
      timeoutSeconds: 86_400,
      timeoutDefault: null,
      metadata: null,
      context: null,
      webhookUrl: null,
      agent: null,
      idempotency: null,
      watch: null,
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
      fallback: null,
      remind_after_seconds: null,
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
    const { recipients } = parse(asked, { policy: { recipients: [recipient] } });
    expect(recipients).toMatchObject([{ recipient, channel, pointer: '' }]);
  });

  test('with none, or more than one, it may not', () => {
    for (const policy of [null, {}, { recipients: ['+15550100', '+15550101'] }]) {
      expect(Object.keys(faultsOf(asked, { policy }))).toEqual(['/recipient', '/channel']);
    }
  });
});
