// Units of time, and how an instant is written: for programs, and for people.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const addMilliseconds = (at: Date, milliseconds: number): Date =>
  new Date(at.getTime() + milliseconds);

/** ISO 8601, UTC, milliseconds: `2026-05-08T14:00:00.000Z`. */
export const iso = (at: Date): string => at.toISOString();

export const isoOrNull = (at: Date | null): string | null => (at ? at.toISOString() : null);

/** As a person reads it: `8 May 2026, 14:07 UTC`. */
export const utcTime = (at: Date): string => `${format.format(at).replace(' at ', ', ')} UTC`;

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
