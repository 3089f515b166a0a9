// Telegram: a chat the bot may write to, the question as text.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import { agentWords, deadlineWords, factLines, splitQuestion } from '../words.ts';

/** A message ends at 4,096 characters. */
const LONGEST = { words: 2_000, value: 200, facts: 8 };

export const telegram: Channel = { name: 'telegram', parseRecipient, render };

/** A person's or a group's chat id; bots can't write to people by their @name. */
function parseRecipient(given: string): ParsedRecipient {
  const address = given.replace(/^ +| +$/g, '');
  if (!/^-?[1-9]\d{3,18}$/.test(address)) {
    return { fault: 'Give a chat id such as 123456789: the bot tells it to whoever sends /start.' };
  }
  return { address, masked: dots + address.slice(-3) };
}

function render(notice: Notice): Message {
  const { question, rest } = splitQuestion(notice.question);
  const agent = agentWords(notice);
  const facts = factLines(notice.context, LONGEST.value).slice(0, LONGEST.facts);
  const text = [
    `${showOnOneLine(notice.developerName)} asks you${agent && ` (${agent})`}`,
    shorten(rest ? `${question}\n${rest}` : question, LONGEST.words),
    ...facts.map(({ label, value }) => `${label}: ${value.replaceAll('\n', ' ')}`),
    `Answer here: ${notice.link}`,
    deadlineWords(notice),
  ].join('\n');
  return { subject: null, text, html: null };
}
