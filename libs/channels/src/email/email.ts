// E-mail: a subject, plain text whose first line is the question, and the same as a simple card.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import { agentWords, deadlineWords, factLines, splitQuestion } from '../words.ts';
import { card, type MailContent } from './card.ts';

const LONGEST_SUBJECT = 100;
const LONGEST_VALUE = 500;

/**
 * One address, in the shape mail systems use. No quoting, no comments, no list separators: what
 * could make two addresses of one is refused, not repaired.
 */
const address =
  /^[^\s\p{C}@"`<>(),;:\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}]$/u;

export const email: Channel = { name: 'email', parseRecipient, render };

function parseRecipient(given: string): ParsedRecipient {
  const text = given.replace(/^ +| +$/g, '');
  const [local = '', domain = ''] = text.split('@');
  const dotted = local.startsWith('.') || local.endsWith('.') || local.includes('..');
  if (text.length > 254 || dotted || !address.test(text)) {
    return { fault: 'Give one e-mail address, such as cfo@company.com, and nothing else.' };
  }
  const lowered = domain.toLowerCase();
  return {
    address: `${local}@${lowered}`,
    masked: String.fromCodePoint(local.codePointAt(0)!) + dots + `@${lowered}`,
  };
}

function render(notice: Notice): Message {
  const { question, rest } = splitQuestion(notice.question);
  const name = showOnOneLine(notice.developerName);
  const agent = agentWords(notice);
  const content = {
    question,
    rest,
    asks: `${name} asks you${agent && ` (${agent})`}`,
    facts: factLines(notice.context, LONGEST_VALUE),
    options: notice.options.map((option, index) => ({
      label: showOnOneLine(option),
      link: `${notice.link}?choice=${index}`,
    })),
    link: notice.link,
    deadline: deadlineWords(notice),
    foot: `${new URL(notice.link).host} · Nobody will ever ask for a password here.`,
  };
  const subject = shorten(`${name}: ${question}`, LONGEST_SUBJECT);
  return { subject, text: plain(content), html: String(card(content)) };
}

function plain(content: MailContent): string {
  const facts = content.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const options = content.options.map(({ label }) => label).join(' / ');
  return [
    content.question,
    content.rest,
    facts,
    `${options}\nAnswer here: ${content.link}`,
    content.deadline,
    `${content.asks}\n${content.foot}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
