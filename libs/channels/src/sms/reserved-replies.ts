// The words that carriers and Twilio act on themselves; nobody may be led to text them.

const optOut = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const optInAndHelp = ['START', 'YES', 'UNSTOP', 'HELP', 'INFO'];
const optOutWords = new Set(optOut);
const reservedWords = new Set([...optOut, ...optInAndHelp]);

/** The whole text is such a word, however it is written. */
export const isReserved = (text: string): boolean => reservedWords.has(bare(text));

/**
 * Whether digits may stand for these options in a text. Not where a human might text the option
 * itself and be opted out for good (`Cancel`, `Stop all runs`: the first word is what a hurried
 * thumb repeats), and not where an option would read as a digit of its own (`Ship 2 boxes`).
 */
export const mayReply = (options: readonly string[]): boolean =>
  options
    .map((option) => option.normalize('NFKC').trim())
    .every((option) => option !== '' && !invitesOptOut(option) && !loneDigit.test(option));

/** Neither part of a word, of an amount nor of a longer number. */
const loneDigit = /(?<![^\s,;:.(])\d(?![^\s,;:.)]|[.,]\d)/;

function invitesOptOut(option: string): boolean {
  const [first = ''] = option.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return optOutWords.has(bare(option)) || optOutWords.has(bare(first));
}

/** `opt-out!` is OPTOUT. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toUpperCase();
