// Times as people say them, in the reader's language.
import { type Html, html, iso } from '@pausepoint/core';
import { perLocale } from './per-locale.ts';
import type { Words } from './words/en.ts';

/** `3 h 42 min`, `2 days 4 h`, `45 s`; client/times.js counts down in the same words. */
export function timeLeft(milliseconds: number, { lang, script }: Words): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3_600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const plural = pluralRules(lang);
  const say = (unit: 'day' | 'hour' | 'minute' | 'second', count: number): string =>
    (script[unit][plural.select(count)] ?? script[unit].other).replace('#', String(count));
  const join = (first: string, second: string | false): string =>
    second ? first + script.and + second : first;
  if (days) return join(say('day', days), hours > 0 && say('hour', hours));
  if (hours) return join(say('hour', hours), minutes > 0 && say('minute', minutes));
  return minutes ? say('minute', minutes) : say('second', seconds);
}

const pluralRules = perLocale((lang) => new Intl.PluralRules(lang));

const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `just now`, `12 minutes ago`. */
export function timeAgo(then: Date, now: Date, { locale, justNow }: Words): string {
  const seconds = Math.floor((now.getTime() - then.getTime()) / 1_000);
  if (seconds < 10) return justNow;
  const [unit, length] = spans.find(([, length]) => seconds >= length)!;
  return relativeTime(locale).format(-Math.floor(seconds / length), unit);
}

export const relativeTime = perLocale((locale) => new Intl.RelativeTimeFormat(locale));

/** In UTC for whoever runs no script; client/times.js writes it in the reader's own zone. */
export const timeAt = (at: Date, { locale }: Words): Html =>
  html`<time datetime="${iso(at)}">${wholeTime(locale).format(at)}</time>`;

const wholeTime = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
      timeZoneName: 'short',
    }),
);
