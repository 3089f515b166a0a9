// How a command ends, for scripts: only a human's yes is a 0 where one was asked.
import type { SettledPause } from '../pauses.ts';

export const exitCodes = {
  /** It did what was asked; of a question: a human chose the option that means go. */
  done: 0,
  /** A human chose another option. */
  other: 1,
  /** Nobody decided: timed out, whatever the default, or withdrawn. */
  nobody: 2,
  /** It could not: refused, unreachable, undeliverable, interrupted. */
  failed: 3,
  /** It was not understood: as bad. */
  misused: 3,
  /** The question is still open. */
  pending: 4,
} as const;

export const exitCodesHelp = `It ends with
  0  a human chose the first option, or the one named by --ok
  1  a human chose another option
  2  nobody decided: the time was over, even if the first option is the default, or the question
     was withdrawn
  3  it failed: not understood, refused, no server, nobody to reach, interrupted
  4  the question is still open`;

/** @param ok the option that means go */
export function codeOf(pause: SettledPause, ok: string): number {
  if (!pause.human_decided) return exitCodes.nobody;
  return pause.response_choice === ok ? exitCodes.done : exitCodes.other;
}
