// Two bodies are the same request exactly when they mean the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, readIdempotencyKey } from './idempotency.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

test('member order and spacing make no difference', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const other: unknown = JSON.parse(JSON.stringify(shuffled(value), null, 3));
      expect(fingerprint(other)).toEqual(fingerprint(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test('any other value does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      fc.pre(JSON.stringify(shuffled(a)) !== JSON.stringify(shuffled(b)));
      const same = fingerprint(a).equals(fingerprint(b));
      // Equal only if equal once sorted: -0 and 0 are written alike.
      if (same) expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
    }),
  );
});

test('it is 32 bytes', () => {
  expect(fingerprint({ a: 1.0 })).toEqual(fingerprint(JSON.parse('{"a":1e0}')));
  expect(fingerprint({})).toHaveLength(32);
});

test('an empty or absent header is no key', () => {
  for (const header of [undefined, '', '  ']) {
    expect(readIdempotencyKey(header).of({})).toBeNull();
    expect(readIdempotencyKey(header).faults).toEqual([]);
  }
});

test('a key has at most 255 characters and one line', () => {
  expect(readIdempotencyKey('k'.repeat(255)).faults).toEqual([]);
  expect(readIdempotencyKey('k'.repeat(256)).faults).toHaveLength(1);
  expect(readIdempotencyKey('a\tb').faults).toHaveLength(1);
  expect(readIdempotencyKey('run 1').of({ a: 1 })).toEqual({
    key: 'run 1',
    fingerprint: fingerprint({ a: 1 }),
  });
});
