// A diff says all that changes and nothing that doesn't.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './diff.ts';

test('it reads as every diff does', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n';
  const after = 'a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nk\nm\nn\n';
  expect(unifiedDiff(before, after)).toBe(
    [
      ...[' a', '-b', '+B', ' c', ' d', ' e', '@@ 3 unchanged lines @@'],
      ...[' i', ' j', ' k', '-l', ' m', '+n', ' '],
    ].join('\n'),
  );
});

test('what is new comes from nothing, what is gone goes there', () => {
  expect(unifiedDiff('', 'x')).toBe('+x');
  expect(unifiedDiff('x\ny', '')).toBe('-x\n-y');
  expect(unifiedDiff('same', 'same')).toBe('');
});

test('a line end is a change that can be seen', () => {
  expect(unifiedDiff('x', 'x\n')).toBe(' x\n+');
  expect(unifiedDiff('x\r\n', 'x\n')).toContain('-x[U+000D]');
});

test('applied to what was before it gives what is after', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '+', '-- x', '@@ 2 unchanged lines @@', ''), {
      maxLength: 30,
    })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applied(before, unifiedDiff(before, after))).toBe(after);
    }),
    { numRuns: 2_000 },
  );
});

test('what is too much to compare is told as one block', () => {
  const lines = (of: string) => Array.from({ length: 3_000 }, (_, at) => `${of}${at}`).join('\n');
  const diff = unifiedDiff(lines('a'), lines('b')).split('\n');
  expect(diff).toHaveLength(6_000);
  expect(diff.slice(0, 3_000).every((line) => line.startsWith('-a'))).toBe(true);
});

/** As `patch` would. */
function applied(before: string, diff: string): string {
  if (diff === '') return before;
  const old = before === '' ? [] : before.split('\n');
  const made: string[] = [];
  let at = 0;
  for (const line of diff.split('\n')) {
    const skipped = Number(/^@@ (\d+) unchanged lines? @@$/.exec(line)?.[1] ?? 0);
    if (skipped > 0) {
      made.push(...old.slice(at, at + skipped));
      at += skipped;
      continue;
    }
    expect(line).toMatch(/^[ +-]/);
    if (!line.startsWith('+')) expect(line.slice(1)).toBe(old[at++]);
    if (!line.startsWith('-')) made.push(line.slice(1));
  }
  expect(at).toBe(old.length);
  return made.join('\n');
}
