// The buttons under a question: one for each option, and one that opens the page.
import { showOnOneLine } from '@pausepoint/core';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Notice } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { formatPressData } from '../press-data.ts';

/** What a phone shows of a button in one line. */
const LONGEST_LABEL = 40;

/**
 * Telegram opens only pages with a public name, and calls back only those; both begin like the
 * link. A button to another page would have the whole message refused.
 */
const isPublic = (link: string): boolean =>
  URL.canParse(link) && /^https:\/\/(?!127\.)[^/:]+\.[^/:]+$/.test(new URL(link).origin);

/** Whether a tap on an option would reach us. */
export const canPress = ({ pressable, link }: Notice): boolean => pressable && isPublic(link);

/** Whether the text has to spell the options out, because a button would cut one. */
export const areNumbered = (options: readonly string[]): boolean =>
  options.map(showOnOneLine).some((label) => label === '' || label.length > LONGEST_LABEL);

/** `2. Transfer to the savings…`, so that two long labels never look alike. */
export function optionLabels(options: readonly string[], longest: number): readonly string[] {
  const numbered = areNumbered(options);
  return options.map((option, index) =>
    shorten(`${numbered ? `${index + 1}. ` : ''}${showOnOneLine(option)}`.trim(), longest),
  );
}

export function keyboard(notice: Notice): InlineKeyboardMarkup | undefined {
  if (!isPublic(notice.link)) return undefined;
  const rows: InlineKeyboardButton[][] = [[{ text: 'Open the page', url: notice.link }]];
  if (!canPress(notice)) return { inline_keyboard: rows };
  const options = optionLabels(notice.options, LONGEST_LABEL).map((text, choice) => [
    { text, callback_data: formatPressData({ code: notice.code, choice }) },
  ]);
  return { inline_keyboard: [...options, ...rows] };
}
