// Times as people say them, in every language.
import { expect, test } from 'vitest';
import { timeAgo, timeAt, timeLeft } from './time-words.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

test.each([
  [en, 0, '0 s'],
  [en, -5, '0 s'],
  [en, 45 * second, '45 s'],
  [en, 59 * minute + 59 * second, '59 min'],
  [en, hour, '1 h'],
  [en, 3 * hour + 42 * minute, '3 h 42 min'],
  [en, day, '1 day'],
  [en, 2 * day + 4 * hour, '2 days 4 h'],
  [en, 29 * day + 59 * minute, '29 days'],
  [de, day + 5 * hour, '1 Tag 5 Stunden'],
  [es, 2 * day, '2 días'],
  [fr, 21 * day + hour, '21 jours 1 h'],
  [ar, 2 * day + 3 * hour, 'يومان و3 ساعات'],
  [ar, 11 * hour + minute, '11 ساعة ودقيقة واحدة'],
  [ar, 3 * second, '3 ثوانٍ'],
] as const)('in $lang, %d ms are %s', (language, milliseconds, words) => {
  expect(timeLeft(milliseconds, language)).toBe(words);
});

test('what was', () => {
  const then = new Date('2026-05-08T14:07:12Z');
  const ago = (time: string, language = en) => timeAgo(then, new Date(time), language);
  expect(ago('2026-05-08T14:07:15Z')).toBe('just now');
  expect(ago('2026-05-08T14:19:12Z')).toBe('12 minutes ago');
  expect(ago('2026-05-10T14:19:12Z', de)).toBe('vor 2 Tagen');
  expect(ago('2026-05-10T14:19:12Z', ar)).toBe('قبل يومين');
});

test('an instant is written in UTC, and for programs', () => {
  const at = new Date('2026-05-08T14:07:12Z');
  const written = [en, de, fr].map((language) => String(timeAt(at, language)));
  expect(written).toEqual([
    '<time datetime="2026-05-08T14:07:12.000Z">8 May 2026, 14:07 UTC</time>',
    '<time datetime="2026-05-08T14:07:12.000Z">8. Mai 2026, 14:07 UTC</time>',
    '<time datetime="2026-05-08T14:07:12.000Z">8 mai 2026, 14:07 UTC</time>',
  ]);
});
