// What a reader is promised about text that tries to hide.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showInvisible, showOnOneLine } from './show-invisible.ts';

const hidden =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\u{E0000}-\u{E007F}]/u;

test('no control, bidi or zero-width character survives, whatever the text', () => {
  const nasty = fc.constantFrom(
    ...'\u202E\u2066\u200B\u200F\uFEFF\u00AD\u3164\u2800\u0007',
    '\u{E0041}',
  );
  const text = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' }))).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (value) => {
      expect(showInvisible(value)).not.toMatch(hidden);
    }),
  );
});

test('what was hidden is written out where it stood', () => {
  expect(showInvisible('pay\u202Elive\u200B!')).toBe('pay[U+202E]live[U+200B]!');
  expect(showInvisible('a\u{E0041}b')).toBe('a[U+E0041]b');
});

test('ordinary text in any language is left alone', () => {
  for (const text of [
    'Überweise 8.400 € an Müller?\n\tZeile 2',
    'می‌خواهم',
    'क्‍ष',
    'שלום עולם',
    '👩‍💻 👨‍👩‍👧 ❤️ 1️⃣ 🇩🇪',
    'Việt Nam',
  ]) {
    expect(showInvisible(text)).toBe(text);
  }
});

test('a joiner between Latin letters is shown', () => {
  expect(showInvisible('Appr\u200Dove')).toBe('Appr[U+200D]ove');
});

test('padding and piled-up marks cannot push or paint things away', () => {
  expect(showInvisible(`Approve?${'\n'.repeat(100)}Everything`)).toBe(
    'Approve?\n\n[99 empty lines]\n\nEverything',
  );
  expect(showInvisible(`a${'\u0301'.repeat(50)}`)).toBe(`a${'\u0301'.repeat(4)}[+46 marks]`);
});

test('one line stays one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(showOnOneLine(text)).not.toMatch(/[\r\n\u0000\u2028]/);
    }),
  );
});
