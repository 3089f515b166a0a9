// What a command has of the world: its environment, two streams, a clock, and when to stop.

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was asked for: events, answers. */
  readonly out: (line: string) => void;
  /** What is said about it: how it goes, what went wrong. */
  readonly err: (line: string) => void;
  /** A line that the next one takes the place of; only where a human looks at a terminal. */
  readonly live?: ((text: string) => void) | undefined;
  /** What a human types, or what is piped in. */
  readonly input?: Input | undefined;
  readonly now: () => Date;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Input {
  /** Whether a human sits there. */
  readonly isTerminal: boolean;
  readonly line: (prompt: string) => Promise<string>;
  /** Not shown while it is typed. */
  readonly secret: (prompt: string) => Promise<string>;
}

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

/** JSON that says the same, and in which no character can move a terminal's cursor or turn its text. */
export const safeJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const unit = character.charCodeAt(index).toString(16);
      return `\\u${unit.padStart(4, '0')}`;
    }).join(''),
  );
