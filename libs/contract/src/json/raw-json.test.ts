// Raw text is spliced where it belongs and nowhere else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RawJson, toJson } from './raw-json.ts';

test('several raw texts each land in their own place', () => {
  const answer = { a: [new RawJson('{"x" : 1}'), 2, new RawJson('[ ]')], b: new RawJson('1.0') };
  expect(toJson(answer)).toBe('{"a":[{"x" : 1},2,[ ]],"b":1.0}');
});

test('whatever strings stand beside it, the answer parses to the same values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.json(), fc.string(), (beside, raw, text) => {
      const parsed: unknown = JSON.parse(toJson({ beside, raw: new RawJson(raw), text }));
      expect(JSON.stringify(parsed)).toBe(
        JSON.stringify({ beside, raw: JSON.parse(raw) as unknown, text }),
      );
    }),
  );
});

test('text without raw parts is what JSON.stringify makes of it', () => {
  expect(toJson({ a: 'raw:', b: '$&$1' })).toBe('{"a":"raw:","b":"$&$1"}');
});

test('outside toJson a raw part still reads as its value', () => {
  expect(JSON.stringify({ a: new RawJson('{"b" : 1}') })).toBe('{"a":{"b":1}}');
});

test('a value that cannot be written leaves nothing behind for the next', () => {
  const circular: Record<string, unknown> = { raw: new RawJson('1') };
  circular.self = circular;
  expect(() => toJson(circular)).toThrow(TypeError);
  expect(toJson({ raw: new RawJson('2') })).toBe('{"raw":2}');
});
