// A digest says whether the call that runs is the call that was approved.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { toolCallDigest } from './tool-call-digest.ts';

const args = { to: 'Meridian', amount: 8400, memo: { lines: ['a', 'b'], urgent: false } };
const other = (change: object) => toolCallDigest('wire', { ...args, ...change });

test('is the SHA-256 of what RFC 8785 makes of tool and arguments', () => {
  const text =
    '{"arguments":{"amount":8400,"memo":{"lines":["a","b"],"urgent":false},"to":"Meridian"},"tool":"wire"}';
  const hex = createHash('sha256').update(text).digest('hex');
  expect(toolCallDigest('wire', args)).toBe(`sha256:${hex}`);
});

test('does not care how the same call is written', () => {
  const { to, amount, memo } = args;
  expect(other({})).toBe(toolCallDigest('wire', { memo, amount, to, left: undefined }));
  expect(other({ amount: 8.4e3 })).toBe(other({}));
  expect(toolCallDigest('wire', JSON.parse(JSON.stringify(args)))).toBe(other({}));
});

test('differs for another tool, value, type, order in a list, or one member more', () => {
  const digests = [
    other({}),
    toolCallDigest('Wire', args),
    other({ amount: 84000 }),
    other({ amount: '8400' }),
    other({ memo: { ...args.memo, lines: ['b', 'a'] } }),
    other({ force: true }),
    other({ to: 'Meridian ' }),
    toolCallDigest('wire', [args]),
    toolCallDigest('wire', null),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test('is refused for what is not JSON, instead of binding less than it seems to', () => {
  const bad = [new Date(0), Number.NaN, 1n, new Map([['a', 1]]), '\ud800', undefined];
  for (const [index, value] of bad.entries()) {
    expect(() => toolCallDigest('wire', [value]), `bad[${index}]`).toThrow(TypeError);
  }
});
