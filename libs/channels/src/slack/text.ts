// What a Slack notification says, in mrkdwn: the blocks say it better, where they are shown.
import { showOnOneLine } from '@pausepoint/core';
import type { CodeNotice, Conclusion, Notice } from '../channel.ts';
import { shorten } from '../shorten.ts';
import {
  agentWords,
  codeWords,
  conclusionWords,
  deadlineWords,
  factLines,
  splitQuestion,
} from '../words.ts';
import { isSlackUser } from './recipient.ts';

/** Some clients cut it at 4,000; escaping makes `&` five characters long. */
const LONGEST = { words: 1_500, value: 200, facts: 10 };

export const questionText = (notice: Notice): string =>
  [
    ...asked(notice, notice.kind === 'reminder' ? 'reminds you' : 'asks you'),
    `Options: ${notice.options.map((option) => escape(showOnOneLine(option))).join(' · ')}`,
    `<${notice.link}|Open and answer>`,
    escape(deadlineWords(notice)),
  ].join('\n');

export function outcomeText(notice: Notice, conclusion: Conclusion): string {
  const { heading, note } = conclusionWords(conclusion);
  const { userId } = conclusion;
  const by = userId !== null && isSlackUser(userId) ? ` By <@${userId}>.` : '';
  return [...asked(notice, 'asked you'), escape(heading), `${note}${by}`].join('\n');
}

export function codeText(notice: CodeNotice): string {
  const { question, say } = codeWords(notice);
  return escape(say(question));
}

function asked(notice: Notice, asks: string): readonly string[] {
  const { question, rest } = splitQuestion(notice.question);
  const agent = agentWords(notice);
  const facts = factLines(notice.context, LONGEST.value).slice(0, LONGEST.facts);
  return [
    `*${escape(showOnOneLine(notice.developerName))}* ${asks}${agent && ` (${escape(agent)})`}`,
    quote(shorten(rest ? `${question}\n${rest}` : question, LONGEST.words)),
    ...facts.map(
      ({ label, value }) => `• ${escape(label)}: ${escape(value.replaceAll('\n', ' '))}`,
    ),
  ];
}

/** Set apart as the agent's words, on every line. */
const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${escape(line)}`)
    .join('\n');

/** `<!channel>` and `<@U…>` become text; so would a link that says one thing and is another. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
