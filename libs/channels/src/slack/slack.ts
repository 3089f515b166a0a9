// Slack by incoming webhook: one text in mrkdwn, every foreign character neutralised.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import { agentWords, deadlineWords, factLines, splitQuestion } from '../words.ts';

const HOOKS = 'https://hooks.slack.com/services/';
/** A section's text ends at 3,000; escaping makes `&` five characters long. */
const LONGEST = { words: 1_500, value: 200, facts: 10 };

export const slack: Channel = { name: 'slack', parseRecipient, render };

/** The URL is a secret: none of it but the host is ever shown. */
function parseRecipient(given: string): ParsedRecipient {
  const text = given.replace(/^ +| +$/g, '');
  const url = /^[\x21-\x7e]{1,300}$/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https:\/\/hooks\.slack\.com\/services\/[\w./-]+$/.test(url.href)) {
    return { fault: `Give an incoming-webhook URL that starts with ${HOOKS}` };
  }
  return { address: url.href, masked: `hooks.slack.com/services/${dots}` };
}

function render(notice: Notice): Message {
  const { question, rest } = splitQuestion(notice.question);
  const agent = agentWords(notice);
  const facts = factLines(notice.context, LONGEST.value).slice(0, LONGEST.facts);
  const text = [
    `*${escape(showOnOneLine(notice.developerName))}* asks you${agent && ` (${escape(agent)})`}`,
    quote(shorten(rest ? `${question}\n${rest}` : question, LONGEST.words)),
    ...facts.map(
      ({ label, value }) => `• ${escape(label)}: ${escape(value.replaceAll('\n', ' '))}`,
    ),
    `Options: ${notice.options.map((option) => escape(showOnOneLine(option))).join(' · ')}`,
    `<${notice.link}|Open and answer>`,
    escape(deadlineWords(notice)),
  ].join('\n');
  return { subject: null, text, html: null };
}

/** Set apart as the agent's words, on every line. */
const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${escape(line)}`)
    .join('\n');

/** `<!channel>` and `<@U…>` become text; so would a link that says one thing and is another. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
