// Units of time and the one way to write an instant.

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const addMilliseconds = (at: Date, milliseconds: number): Date =>
  new Date(at.getTime() + milliseconds);

/** ISO 8601, UTC, milliseconds: `2026-05-08T14:00:00.000Z`. */
export const iso = (at: Date): string => at.toISOString();

export const isoOrNull = (at: Date | null): string | null => (at ? at.toISOString() : null);
