// Text messages: the developer's name, the question, a short link; never more than two segments.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import { foldAccents, foldPunctuation } from './fold.ts';
import { segments } from './segments.ts';

const MOST_SEGMENTS = 2;
/** Longer names would leave no room for the question. */
const LONGEST_NAME = 30;

/** E.164-shaped, not checked against any numbering plan: test numbers must pass. */
const number = /^\+\d{7,15}$/;

export const sms: Channel = { name: 'sms', parseRecipient, render };

function parseRecipient(text: string): ParsedRecipient {
  const address = /\p{Cc}/u.test(text) ? '' : text.replace(/[\s\p{P}]+/gu, '');
  if (!number.test(address)) {
    return { fault: 'Give a phone number as + and 7 to 15 digits, such as +15550100.' };
  }
  return { address, masked: address.slice(0, 2) + dots + address.slice(-4) };
}

function render(notice: Notice): Message {
  const name = shorten(foldPunctuation(showOnOneLine(notice.developerName)), LONGEST_NAME, '...');
  const question = foldPunctuation(showOnOneLine(notice.question));
  const compose = (words: string): string =>
    `${name}: ${words}\nTap to answer: ${notice.shortLink}`;
  return { subject: null, text: fit(question, compose), html: null };
}

/** As it stands if that fits; else without accents, which halve the room; else shortened. */
function fit(question: string, compose: (words: string) => string): string {
  const fits = (text: string): boolean => segments(text) <= MOST_SEGMENTS;
  if (fits(compose(question))) return compose(question);
  const folded = foldAccents(question);
  if (fits(compose(folded))) return compose(folded);
  for (let length = Math.min(folded.length - 1, 306); length > 3; length--) {
    const text = compose(shorten(folded, length, '...'));
    if (fits(text)) return text;
  }
  return compose('...');
}
