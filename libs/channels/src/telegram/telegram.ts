// Telegram: a chat the bot may write to, the question with a button for each option.
import { showOnOneLine } from '@pausepoint/core';
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import type {
  Channel,
  CodeNotice,
  Conclusion,
  Message,
  Notice,
  ParsedRecipient,
} from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import {
  agentWords,
  codeWords,
  conclusionWords,
  deadlineWords,
  factLines,
  needsLines,
  splitQuestion,
} from '../words.ts';
import { areNumbered, canPress, keyboard, optionLabels } from './keyboard.ts';
import { bold, code, type Piece, quote, styledText } from './styled-text.ts';

export interface TelegramPayload {
  readonly entities: readonly MessageEntity[];
  readonly keyboard: InlineKeyboardMarkup | undefined;
}

/** A message ends at 4,096; with all else at its longest some 500 are left for the prose. */
const LONGEST = {
  message: 4_096,
  question: 1_000,
  name: 120,
  agent: 200,
  label: 60,
  value: 200,
  facts: 1_100,
  option: 120,
  deadline: 200,
};
/** No chat id has more bits. */
const LARGEST_ID = 2 ** 52;

export const telegram: Channel<TelegramPayload> = {
  name: 'telegram',
  parseRecipient,
  render,
  renderCode,
  renderOutcome,
};

/** A person's or a group's chat id; bots can't write to people by their @name. */
function parseRecipient(given: string): ParsedRecipient {
  const address = given.replace(/^ +| +$/g, '');
  if (!/^-?[1-9]\d{3,15}$/.test(address) || Math.abs(Number(address)) >= LARGEST_ID) {
    return {
      fault:
        'Give a chat id such as 123456789, not an @name: the bot tells the id to whoever sends it ' +
        '/start, and in a group to /start@ and its own name.',
    };
  }
  return { address, masked: dots + address.slice(-3) };
}

/** Nobody should agree by button to what they could not read; the page shows all of it. */
function render(notice: Notice): Message<TelegramPayload> {
  return whole(notice) ?? asked({ ...notice, pressable: false });
}

/** Undefined: something had to be cut. */
function whole(notice: Notice): Message<TelegramPayload> | undefined {
  const message = asked(notice);
  const { question, rest } = splitQuestion(notice.question);
  const facts = factLines(notice.context, Infinity).map(factLine);
  const options = optionLabels(notice.options, Infinity);
  const isShown =
    !needsLines(notice.context) &&
    [question, rest, ...facts].every((words) => message.text.includes(words)) &&
    options.every((label) => label.length <= LONGEST.option);
  return isShown ? message : undefined;
}

function asked(notice: Notice): Message<TelegramPayload> {
  const { question, rest } = splitQuestion(notice.question);
  const head = [
    notice.kind === 'reminder' ? 'Reminder: ' : '',
    bold(shorten(question, LONGEST.question)),
    `\n${whoAsks(notice, 'asks you')}\n`,
  ];
  const tail = [factText(notice.context), optionText(notice), wayText(notice)];
  const heading = '\nThe agent says:\n';
  const room = LONGEST.message - lengthOf([...head, ...tail]) - heading.length - 1;
  const prose = rest === '' ? [] : [heading, quote(shorten(rest, room)), '\n'];
  return message([...head, ...prose, ...tail], keyboard(notice));
}

function renderOutcome(notice: Notice, conclusion: Conclusion): Message<TelegramPayload> {
  const { question } = splitQuestion(notice.question);
  const { heading, note } = conclusionWords(conclusion);
  const { userId } = conclusion;
  return message([
    bold(shorten(question, LONGEST.question)),
    `\n${whoAsks(notice, 'asked')}\n\n`,
    bold(shorten(heading, LONGEST.option)),
    `\n${note}`,
    // Another vendor's user would be a stranger here.
    userId !== null && /^\d+$/.test(userId) ? ` By Telegram user ${userId}.` : '',
  ]);
}

/** The digits apart, to be copied by a tap. */
function renderCode(notice: CodeNotice): Message<TelegramPayload> {
  const developerName = shorten(showOnOneLine(notice.developerName), LONGEST.name);
  const { question, warning } = codeWords({ ...notice, developerName });
  return message([
    `${developerName}: `,
    code(notice.digits),
    ` is your code for “${question}”. ${warning}`,
  ]);
}

function message(
  pieces: readonly Piece[],
  buttons?: InlineKeyboardMarkup,
): Message<TelegramPayload> {
  const { text, entities } = styledText(pieces);
  return { subject: null, text, html: null, payload: { entities, keyboard: buttons } };
}

function whoAsks(notice: Notice, asks: string): string {
  const agent = shorten(agentWords(notice), LONGEST.agent);
  const name = shorten(showOnOneLine(notice.developerName), LONGEST.name);
  return `${name} ${asks}${agent && ` (${agent})`}`;
}

/** A dot and one line each, so that none can pose as a line of ours; what does not fit is on the page. */
function factText(context: Notice['context']): string {
  const lines = factLines(context, LONGEST.value).map(({ label, value }) =>
    factLine({ label: shorten(label, LONGEST.label), value }),
  );
  const kept: string[] = [];
  let room = LONGEST.facts;
  for (const line of lines) {
    room -= line.length;
    if (room < 0) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const more = left === 0 ? '' : `… and ${left} more on the page\n`;
  return lines.length === 0 ? '' : `\n${kept.join('')}${more}`;
}

const factLine = ({ label, value }: ReturnType<typeof factLines>[number]): string =>
  `• ${label}: ${value.replaceAll('\n', ' ')}\n`;

/** Where no button says them, or not in full. */
function optionText(notice: Notice): string {
  const labels = optionLabels(notice.options, LONGEST.option);
  if (areNumbered(notice.options)) return `\n${labels.join('\n')}\n`;
  return canPress(notice) ? '' : `\nOptions: ${labels.join(' · ')}\n`;
}

const wayText = (notice: Notice): string =>
  `\n${canPress(notice) ? 'Or answer' : 'Answer'} here: ${notice.shortLink}\n` +
  shorten(deadlineWords(notice), LONGEST.deadline);

const lengthOf = (pieces: readonly Piece[]): number => styledText(pieces).text.length;
