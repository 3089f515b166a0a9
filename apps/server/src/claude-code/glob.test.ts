// Whatever the pattern, a star is a star and everything else itself.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findsGlob, fitsGlob, fitsJsonGlob } from './glob.ts';

const slow = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === '*' ? '.*' : `\\${c}`))}$`,
    's',
  );
const letters = (most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '\n', ' '), maxLength: most });

test('it fits what the same pattern as a regular expression fits', () => {
  fc.assert(
    fc.property(letters(7), letters(12), (pattern, text) => {
      expect(fitsGlob(pattern, text)).toBe(slow(pattern).test(text));
    }),
    { numRuns: 3_000 },
  );
});

test('it is found where it fits from some word to the end', () => {
  fc.assert(
    fc.property(letters(6), letters(12), (pattern, text) => {
      const starts = [...text].flatMap((_, at) =>
        at === 0 || ' /'.includes(text[at - 1]!) ? [text.slice(at)] : [],
      );
      const fits = [...starts, text].some((rest) => slow(pattern).test(rest));
      if (pattern !== '') expect(findsGlob(pattern, text)).toBe(fits);
    }),
    { numRuns: 3_000 },
  );
});

test('in JSON no star leaves its string', () => {
  const pattern = '{"repo":"me/*","title":"*"}';
  expect(fitsJsonGlob(pattern, '{"repo":"me/shop","title":"A new one"}')).toBe(true);
  expect(fitsJsonGlob(pattern, '{"repo":"me/x","to":"evil","title":"A"}')).toBe(false);
  expect(fitsJsonGlob(pattern, '{"repo":"me/x\\",\\"title\\":\\"","title":"A"}')).toBe(false);
  expect(fitsJsonGlob('*', '{"any":["thing"]}')).toBe(true);
});

test('hostile patterns and texts cost next to nothing', () => {
  const text = 'a '.repeat(8_000);
  for (const pattern of ['a*'.repeat(400) + 'b', `${'*a '.repeat(300)}!`, 'a a*!', '*', '']) {
    expect([fitsGlob(pattern, text), findsGlob(pattern, text)]).toBeDefined();
  }
});
