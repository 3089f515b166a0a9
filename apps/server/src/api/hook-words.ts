// What people are told who answer inside a message: short, in letters any text message carries.
import { shorten } from '@pausepoint/channels';
import { showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';

const LONGEST_LABEL = 80;

export const unknownWords = 'That question is not known here. Nothing was recorded.';
export const pageWords =
  'This one is answered on its page only: open the link in the message. Nothing was recorded.';
export const unclearWords =
  'Nothing was recorded. Reply with just one number from the message, or open its link.';

/** @param own whether the very answer that was just given is the one on record */
export function outcomeWords(pause: PauseRecord, own: boolean): string {
  const choice = shorten(showOnOneLine(pause.responseChoice ?? ''), LONGEST_LABEL, '...');
  if (pause.status === 'responded') {
    return own
      ? `Recorded: ${choice}. This is final.`
      : `Already answered: ${choice}. Nothing was changed.`;
  }
  if (pause.status === 'cancelled') return 'This question was withdrawn. Nothing was recorded.';
  if (pause.status !== 'timed_out') return unclearWords;
  return choice === ''
    ? 'The time to answer is over. Nothing was decided.'
    : `The time to answer is over. What was set for that applies: ${choice}.`;
}
