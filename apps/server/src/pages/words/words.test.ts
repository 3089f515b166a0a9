// Every language has every word, and every word is its own.
import { html } from '@pausepoint/core';
import { describe, expect, test } from 'vitest';
import { en, type Words } from './en.ts';
import { languages } from './words-for.ts';

/** Stands for whatever a sentence is given; no language writes it itself. */
const slot = html`<i></i>`;

/** Each word by its path; sentences with their slots. */
function flat(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const sentence = value as (...parts: readonly unknown[]) => unknown;
    const given = [`${path}()`, String(sentence(slot, slot))] as const;
    return path === '.timeOver' ? [given, [`${path}(null)`, String(sentence(null))]] : [given];
  }
  return Object.entries(value as object).flatMap(([name, part]) => flat(part, `${path}.${name}`));
}

const english = new Map(flat(en));
const isUnit = (path: string): boolean => /\.script\.(?:day|hour|minute|second)\./.test(path);
const slotsOf = (text: string): number => text.split(/<i><\/i>|#/).length - 1;

/** What two languages happen to write alike. */
const alike = new Set([
  '.dir',
  '.comma',
  '.script.and',
  'es .no',
  'fr .agent()',
  ...['es', 'fr'].flatMap((lang) => [
    `${lang} .script.hour.other`,
    `${lang} .script.minute.other`,
    `${lang} .script.second.other`,
  ]),
]);

describe.each(languages.filter((words) => words !== en))('$name', (words: Words) => {
  const own = flat(words);

  test('has a word for everything, and no empty one', () => {
    const paths = (all: Iterable<string>) => [...all].filter((path) => !isUnit(path)).toSorted();
    expect(paths(own.map(([path]) => path))).toEqual(paths(english.keys()));
    for (const [path, text] of own) expect(`${path} ${text}`).toMatch(/ (?!undefined)[^]*\S|and /);
  });

  test('leaves nothing in English', () => {
    const same = own.filter(
      ([path, text]) =>
        english.get(path) === text && !alike.has(path) && !alike.has(`${words.lang} ${path}`),
    );
    expect(same).toEqual([]);
  });

  test('gives every sentence the parts the English one has', () => {
    for (const [path, text] of own.filter(([path]) => !isUnit(path))) {
      expect([path, slotsOf(text)]).toEqual([path, slotsOf(english.get(path)!)]);
    }
  });

  test('has a form for every number of days, hours, minutes and seconds', () => {
    const plural = new Intl.PluralRules(words.lang);
    for (const unit of ['day', 'hour', 'minute', 'second'] as const) {
      const forms = words.script[unit];
      for (let count = 1; count < 60; count++) {
        const form = forms[plural.select(count)] ?? forms.other;
        // Without the number only where the word itself says how many.
        if (!form.includes('#')) expect(['one', 'two']).toContain(plural.select(count));
      }
    }
  });
});

test('each language names itself, its direction and a locale that browsers and Node know', () => {
  expect(new Set(languages.map(({ lang }) => lang)).size).toBe(languages.length);
  for (const { lang, locale, dir } of languages) {
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale]);
    expect(new Intl.Locale(locale).language).toBe(lang);
    expect(dir).toBe(lang === 'ar' ? 'rtl' : 'ltr');
  }
});
