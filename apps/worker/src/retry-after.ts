// What a receiver wishes with `Retry-After`: seconds, or an HTTP date.

/** Seconds from `now`, never negative; undefined when absent or not understood. */
export function retryAfterSeconds(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only dates that look like one: `Date.parse` also reads `-5` and `1.5` as years.
  const at = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
