// Times as people say them.

/** `3 h 42 min`, `2 days 4 h`, `45 s`; client/respond.js counts down in the same words. */
export function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3_600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days) return `${days} ${days === 1 ? 'day' : 'days'}${hours ? ` ${hours} h` : ''}`;
  if (hours) return `${hours} h${minutes ? ` ${minutes} min` : ''}`;
  return minutes ? `${minutes} min` : `${seconds} s`;
}

/** `just now`, `12 min ago`. */
export function timeAgo(then: Date, now: Date): string {
  const milliseconds = now.getTime() - then.getTime();
  return milliseconds < 10_000 ? 'just now' : `${timeLeft(milliseconds)} ago`;
}
