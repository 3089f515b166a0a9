// What people are told who answer inside a message: short, in letters any text message carries.
import { shorten } from '@pausepoint/channels';
import { SECOND, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';

const LONGEST_LABEL = 80;

export const unknownWords = 'That question is not known here. Nothing was recorded.';
export const pageWords =
  'This one is answered on its page only: open the link in the message. Nothing was recorded.';
export const disownedWords =
  'You reported that you did not expect this message. Nothing was recorded.';
export const againWords =
  'This was heard before, and taken back. To answer now, open the link in the message.';
export const unclearWords =
  'Nothing was recorded. Reply with just one number from the message, or open its link.';

/** @param own whether the very answer that was just given is the one on record */
export function outcomeWords(pause: PauseRecord, own: boolean, now: Date): string {
  const { held, status } = pause;
  const recorded = held?.answer.choice ?? pause.responseChoice ?? '';
  const choice = shorten(showOnOneLine(recorded), LONGEST_LABEL, '...');
  if (held || status === 'responded') {
    return own
      ? `Recorded: ${choice}. ${held ? finalIn(held.settlesAt, now) : 'This is final.'}`
      : `Already answered: ${choice}. Nothing was changed.`;
  }
  if (status === 'cancelled') return 'This question was withdrawn. Nothing was recorded.';
  if (status !== 'timed_out') return unclearWords;
  return choice === ''
    ? 'The time to answer is over. Nothing was decided.'
    : `The time to answer is over. What was set for that applies: ${choice}.`;
}

const finalIn = (settlesAt: Date, now: Date): string =>
  `It becomes final in ${Math.max(1, Math.round((settlesAt.getTime() - now.getTime()) / SECOND))} s.`;
