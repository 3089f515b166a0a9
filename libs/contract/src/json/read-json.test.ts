// A body is read as it was meant, or every reason why not is told.
import { DomainError } from '@pausepoint/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './read-json.ts';
import { RawJson, toJson } from './raw-json.ts';

const faultsOf = (text: string) =>
  readJson(text).faults.map(({ pointer, detail }) => [pointer, detail]);

describe('the text of a member', () => {
  test('comes back as it was, spacing, number spelling and member order included', () => {
    const metadata = '{ "b":1.0,\n "a" : [1e2, -0, "\\u00e9"]  }';
    const { members } = readJson(`{"x":1, "metadata" :${metadata} ,"y":"]}"}`);
    expect(members.get('metadata')).toBe(metadata);
    expect(toJson({ metadata: new RawJson(metadata) })).toBe(`{"metadata":${metadata}}`);
  });

  test('survives any JSON and any spacing around it', () => {
    const space = fc.array(fc.constantFrom(' ', '\n', '\t', '\r')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.json()), { maxLength: 5 }),
        space,
        (entries, gap) => {
          const unique = [...new Map(entries)];
          const text = `${gap}{${unique
            .map(([key, json]) => `${gap}${JSON.stringify(key)}${gap}:${gap}${json}${gap}`)
            .join(',')}}${gap}`;
          expect([...readJson(text).members]).toEqual(unique);
        },
      ),
    );
  });

  test('members keep the order given even when they look like numbers', () => {
    expect([...readJson('{"10":1,"9":2,"a":3,"1":4}').members.keys()]).toEqual([
      '10',
      '9',
      'a',
      '1',
    ]);
  });

  test('only the outermost members are listed, and lists have none', () => {
    expect([...readJson('{"a":{"b":{}},"c":[{"d":1}]}').members.keys()]).toEqual(['a', 'c']);
    expect(readJson('[{"a":1}]').members.size).toBe(0);
    expect(readJson('{}').members.size).toBe(0);
    expect(readJson('"{}"').members.size).toBe(0);
  });
});

describe('faults of text', () => {
  test('nothing that JSON.parse accepts makes the reader fail', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(readJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a":"\\u0000"}', '/a', 'U+0000'],
    ['{"a":{"b":["x","\\ud800"]}}', '/a/b/1', 'surrogate'],
    ['{"a":{"\\udc00":1}}', '/a/\udc00', 'surrogate'],
    ['{"a":9007199254740993}', '/a', '2^53'],
    ['{"a":[-9007199254740993]}', '/a/0', '2^53'],
    ['{"a":1e999}', '/a', 'too large'],
    ['{"a":1,"b":2,"a":3}', '/a', 'twice'],
    ['{"m":{"x":1,"x":1}}', '/m/x', 'twice'],
    ['{"a/b":{"c~d":"\\u0000"}}', '/a~1b/c~0d', 'U+0000'],
  ])('%s is told at its place', (text, pointer, reason) => {
    const [[where, detail] = [], ...others] = faultsOf(text);
    expect([where, others]).toEqual([pointer, []]);
    expect(detail).toContain(reason);
  });

  test.each([
    '{"a":9007199254740992,"b":-9007199254740992}',
    '{"a":1e300,"b":0.1,"c":12345678901234567.5}',
    '{"a":"\\ud83d\\ude00 \\\\u0000 \\"}"}',
    '{"a":"\\\\","b":"\\\\\\""}',
  ])('%s has none', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test('twenty levels below a member are kept, one more is a fault of that member', () => {
    const nested = (levels: number) => `{"m":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(faultsOf(nested(20))).toEqual([]);
    expect(faultsOf(nested(21))).toEqual([['/m', 'is nested deeper than 20 levels']]);
    expect(faultsOf(nested(30_000))).toEqual([['/m', 'is nested deeper than 20 levels']]);
  });

  test('all of them are told, not only the first', () => {
    expect(faultsOf('{"a":"\\u0000","b":[1e999,{"c":"\\ud800"}]}').map(([at]) => at)).toEqual([
      '/a',
      '/b/0',
      '/b/1/c',
    ]);
  });
});

test.each(['', ' ', '{', '{"a":01}', "{'a':1}", 'undefined', '{"a":1}x', '\ufeff{}'])(
  '%j is malformed_json',
  (text) => {
    expect(() => readJson(text)).toThrow(DomainError);
    expect(() => readJson(text)).toThrow(/not valid JSON|empty/);
  },
);
