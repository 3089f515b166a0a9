// The question as Slack shows it. Foreign text is only ever a `text` element or a label: Slack reads
// no markup in those, so that it shows what was sent.
import { showOnOneLine } from '@pausepoint/core';
import type { Button, KnownBlock } from '@slack/web-api';
import type { CodeNotice, Conclusion, Notice } from '../channel.ts';
import { formatPressData } from '../press-data.ts';
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
import { isSlackUser } from './recipient.ts';
import { bold, bullets, link, plain, quote, rich, section, user } from './rich-text.ts';

export type Block = KnownBlock;

/** From the roomiest down; the first that Slack has room for is taken. */
const cuts = [
  { name: 120, words: 2_000, label: 120, value: 400, facts: 10, option: 200 },
  { name: 80, words: 900, label: 60, value: 100, facts: 8, option: 100 },
  { name: 40, words: 250, label: 30, value: 40, facts: 5, option: 80 },
] as const;
type Cut = (typeof cuts)[number];

/** Slack refuses blocks from about 13,000 characters on, counting `ü` as `\u00fc`. */
const ROOM = 11_500;
/** Of a button's label. */
const LABEL = 75;

interface Asked {
  readonly blocks: readonly Block[];
  /** Nothing was cut: whoever reads it has seen all that is asked. */
  readonly whole: boolean;
}

/** @param pressable whether buttons may answer by themselves; else they open the page */
export const questionBlocks = (notice: Notice, pressable: boolean): Block[] =>
  fitting((cut) => {
    const { blocks, whole } = asked(notice, cut);
    const page = whole ? 'Open the page' : 'Open the page, it says all of it';
    return [
      ...blocks,
      rich(
        section(plain(shorten(deadlineWords(notice), 2 * cut.option))),
        section(link(notice.link, page)),
      ),
      ...buttons(notice, pressable && whole, cut),
    ];
  });

export function codeBlocks(notice: CodeNotice): Block[] {
  const developerName = shorten(showOnOneLine(notice.developerName), 120);
  const { question, warning } = codeWords({ ...notice, developerName });
  return [
    rich(
      section(
        bold(developerName),
        plain(': '),
        bold(notice.digits),
        plain(` is your code for “${question}”. ${warning}`),
      ),
    ),
  ];
}

export const outcomeBlocks = (notice: Notice, conclusion: Conclusion): Block[] =>
  fitting((cut) => {
    const { heading, note } = conclusionWords(conclusion);
    const { userId } = conclusion;
    const by =
      userId !== null && isSlackUser(userId) ? [plain(' By '), user(userId), plain('.')] : [];
    return [
      ...asked(notice, cut, 'asked you').blocks,
      rich(section(bold(shorten(heading, cut.option))), section(plain(note), ...by)),
    ];
  });

function asked(
  notice: Notice,
  cut: Cut,
  asks = notice.kind === 'reminder' ? 'reminds you' : 'asks you',
): Asked {
  const name = shorten(showOnOneLine(notice.developerName), cut.name);
  const agent = shorten(agentWords(notice), 2 * cut.name);
  const given = splitQuestion(notice.question);
  const question = shorten(given.question, cut.words);
  const rest = shorten(given.rest, Math.max(40, cut.words - question.length));
  const all = factLines(notice.context, Infinity);
  const facts = all.slice(0, cut.facts).map(({ label, value }) => ({
    label: shorten(label, cut.label),
    value: shorten(value, cut.value),
  }));
  const more = all.length - facts.length;
  const listed = facts.map(({ label, value }) => [
    bold(label),
    plain(`: ${value.replaceAll('\n', ' ')}`),
  ]);
  return {
    blocks: [
      rich(
        section(bold(name), plain(` ${asks}${agent && ` (${agent})`}`)),
        section(bold(question)),
        ...(rest === '' ? [] : [section(plain('The agent says')), quote(plain(rest))]),
      ),
      ...(listed.length > 0 ? [rich(bullets(listed))] : []),
      ...(more > 0 ? [rich(section(plain(`and ${more} more on the page`)))] : []),
    ],
    whole:
      more === 0 &&
      question === given.question &&
      rest === given.rest &&
      !needsLines(notice.context) &&
      facts.every(({ label, value }, at) => label === all[at]!.label && value === all[at]!.value),
  };
}

/** No option is favoured: same style, in the caller's order; cut ones are spelled out above. */
function buttons(notice: Notice, pressable: boolean, cut: Cut): readonly Block[] {
  const options = notice.options.map((option, at) => showOnOneLine(option) || `Option ${at + 1}`);
  const long = options.some((option) => option.length > LABEL);
  const labels = options.map((option, at) => (long ? `${at + 1}. ${option}` : option));
  const elements = labels.map((label, at): Button => ({
    type: 'button',
    text: { type: 'plain_text', text: shorten(label, LABEL), emoji: false },
    ...(pressable
      ? { action_id: `choice-${at}`, value: formatPressData({ code: notice.code, choice: at }) }
      : { action_id: `open-${at}`, url: `${notice.link}?choice=${at}` }),
  }));
  const spelled = long
    ? [rich(...labels.map((label) => section(plain(shorten(label, cut.option)))))]
    : [];
  return [...spelled, { type: 'actions', elements }];
}

function fitting(build: (cut: Cut) => Block[]): Block[] {
  const built = cuts.map((cut) => () => build(cut));
  for (const blocks of built) if (sizeOf(blocks()) <= ROOM) return blocks();
  return built.at(-1)!();
}

export const sizeOf = (blocks: readonly Block[]): number =>
  JSON.stringify(blocks).replace(/[^\0-\x7f]/g, '\\u0000').length;
