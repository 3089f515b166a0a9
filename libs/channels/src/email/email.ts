// E-mail: a subject, plain text whose first line is the question, and the same as a simple card.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { shorten } from '../shorten.ts';
import { agentWords, deadlineWords, factLines, splitQuestion } from '../words.ts';
import { card, type MailContent } from './card.ts';
import { codeMail } from './code-mail.ts';

const LONGEST_SUBJECT = 100;
const LONGEST_VALUE = 500;
const LONGEST_PREVIEW = 90;
const REMINDER = 'Reminder: this question still waits for an answer.';

/**
 * One address, in the shape mail systems use. No quoting, no comments, no list separators: what
 * could make two addresses of one is refused, not repaired.
 */
const address =
  /^[^\s\p{C}@"`<>(),;:\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}]$/u;

export const email: Channel = { name: 'email', parseRecipient, render, renderCode: codeMail };

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
  const reminds = notice.kind === 'reminder';
  const facts = factLines(notice.context, LONGEST_VALUE);
  const deadline = deadlineWords(notice);
  const content: MailContent = {
    question,
    rest,
    reminder: reminds ? REMINDER : '',
    asks: `${name} asks you${agent && ` (${agent})`}`,
    facts,
    options: notice.options.map((option, index) => ({
      label: showOnOneLine(option),
      link: `${notice.link}?choice=${index}`,
    })),
    link: notice.link,
    deadline,
    foot: `${new URL(notice.link).host} · Nobody will ever ask for a password here.`,
    preheader: `${preview(facts, rest, notice.options)} · ${deadline}`,
  };
  const subject = shorten(`${reminds ? 'Reminder: ' : ''}${name}: ${question}`, LONGEST_SUBJECT);
  return { subject, text: plain(content), html: String(card(content)) };
}

/** What the subject does not say yet: the facts, else the agent's words, else the options. */
function preview(facts: MailContent['facts'], rest: string, options: readonly string[]): string {
  const told = facts.map(({ label, value }) => `${label}: ${value}`).join(' · ');
  return shorten(showOnOneLine(told || rest || options.join(' / ')), LONGEST_PREVIEW);
}

function plain(content: MailContent): string {
  const facts = content.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const options = content.options.map(({ label }) => label).join(' / ');
  return [
    content.question,
    content.reminder,
    content.rest,
    facts,
    `${options}\nAnswer here: ${content.link}`,
    content.deadline,
    `${content.asks}\n${content.foot}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
