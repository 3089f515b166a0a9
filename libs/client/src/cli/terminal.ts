// What a command has of the world: its environment, two streams, a clock, and when to stop.

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was asked for: events, answers. */
  readonly out: (line: string) => void;
  /** What is said about it: how it goes, what went wrong. */
  readonly err: (line: string) => void;
  readonly now: () => Date;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How a command ends: as asked, without success, or because it was not understood. */
export const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** What was typed is no command of ours; the message says what would be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Humans and agents wrote it: nothing in it may move the cursor or turn the line around. */
export const oneLine = (text: string, longest = 200): string => {
  const shown = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '�')
    .trim();
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
};
