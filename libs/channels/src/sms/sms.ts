// Text messages: the developer's name, the question, a short link; never more than two segments.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, CodeNotice, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { fitChoices } from './fit-choices.ts';
import { fits, fitText, shortenText } from './fit-text.ts';
import { foldPunctuation } from './fold.ts';
import { mayReply } from './reserved-replies.ts';
import { codeWords } from '../words.ts';
import { isGsm } from './segments.ts';

/** Longer names would leave no room for the question. */
const LONGEST_NAME = 30;
const nameLengths = [LONGEST_NAME, 12, 4];

/** E.164-shaped, not checked against any numbering plan: test numbers must pass. */
const number = /^\+\d{7,15}$/;

export const sms: Channel = { name: 'sms', parseRecipient, render, renderCode };

function parseRecipient(text: string): ParsedRecipient {
  const address = /\p{Cc}/u.test(text) ? '' : text.replace(/[\s\p{P}]+/gu, '');
  if (!number.test(address)) {
    return { fault: 'Give a phone number as + and 7 to 15 digits, such as +15550100.' };
  }
  return { address, masked: address.slice(0, 2) + dots + address.slice(-4) };
}

function render(notice: Notice): Message {
  return { subject: null, text: invitation(notice) ?? tapOnly(notice), html: null };
}

/** In one line, and the digits first: they are what a lock screen has room for. */
function renderCode(notice: CodeNotice): Message {
  const developerName = shortenText(
    foldPunctuation(showOnOneLine(notice.developerName)),
    LONGEST_NAME,
  );
  const { question, say } = codeWords({ ...notice, developerName });
  const text = fitText(question, (words) => foldPunctuation(say(words)));
  return { subject: null, text, html: null };
}

/** Whether a text would say what each digit stands for, whichever digits these are. */
export const invitesReplies = (notice: Notice): boolean =>
  invitation({ ...notice, digits: notice.options.map((_, index) => index + 1) }) !== undefined;

/** With digits to reply; undefined where these may not or cannot be offered. */
function invitation(notice: Notice): string | undefined {
  const { digits, options } = notice;
  if (digits === null || digits.length !== options.length || !mayReply(options)) return undefined;
  const start = opening(notice, LONGEST_NAME);
  const compose = (question: string, labels: readonly string[]): string => {
    const choices = labels.map((label, index) => `${digits[index]!} ${label}`).join(', ');
    return `${start}${question}\nReply ${choices} or tap: ${notice.shortLink}`;
  };
  return fitChoices(showOnOneLine(notice.question), options.map(showOnOneLine), compose);
}

function tapOnly(notice: Notice): string {
  const ending = `\nTap to answer: ${notice.shortLink}`;
  const question = showOnOneLine(notice.question);
  for (const length of nameLengths) {
    const start = opening(notice, length);
    const text = fitText(question, (words) => start + words + ending);
    if (fits(text)) return text;
  }
  // A long address and a name in letters that take twice the room.
  const plain = (words: string): string =>
    [...words].map((one) => (isGsm(one) ? one : '?')).join('');
  const start = plain(opening(notice, LONGEST_NAME));
  return fitText(plain(question), (words) => start + words + ending);
}

function opening({ developerName, kind }: Notice, longestName: number): string {
  const name = shortenText(foldPunctuation(showOnOneLine(developerName)), longestName);
  return kind === 'reminder' ? `${name}: reminder: ` : `${name}: `;
}
