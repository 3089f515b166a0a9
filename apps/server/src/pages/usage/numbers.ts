// Numbers as the page writes them.
import { en } from '../words/en.ts';
import { timeLeft } from '../time-words.ts';

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact' });

export const count = (value: number): string => whole.format(value);

/** For an axis: `33K`. */
export const countShort = (value: number): string => short.format(value);

/** `1 pause`, `1,204 pauses`. */
export const counted = (value: number, what: string): string =>
  `${count(value)} ${what}${value === 1 ? '' : 's'}`;

/** Never 0 % or 100 % of what is a little more, or less. */
export function percent(part: number, of: number): string {
  if (of === 0) return '–';
  const rounded = Math.round((part / of) * 100);
  if (rounded === 0 && part > 0) return '< 1 %';
  if (rounded === 100 && part < of) return '> 99 %';
  return `${rounded} %`;
}

export const duration = (milliseconds: number): string =>
  milliseconds < 1_000 ? 'under a second' : timeLeft(milliseconds, en);

/** `24 h`, `30 days`: as a plan says it. */
export function longest(seconds: number): string {
  const hours = seconds / 3_600;
  return hours > 24 ? `${hours / 24} days` : `${hours} h`;
}
