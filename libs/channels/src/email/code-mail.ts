// The mail that carries a code: the digits large, what they are for, and no link at all.
import { html, showOnOneLine, utcTime } from '@pausepoint/core';
import type { CodeNotice, Message } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { codeWords } from '../words.ts';
import { breakable, frame } from './frame.ts';
import { look } from './look.ts';

const LONGEST_SUBJECT = 100;

/** No digits in the subject: mail servers write that into their logs. */
export function codeMail(notice: CodeNotice): Message {
  const { digits, developerName, expiresAt } = notice;
  const { question, warning } = codeWords(notice);
  const name = showOnOneLine(developerName);
  const purpose = `Your code for “${question}”`;
  const until = `It is good until ${utcTime(expiresAt)}, on the page that asks for it.`;
  const inside = html`<p class="soft" style="${look.asks}">
      ${breakable(`${name}: your code for`)}
    </p>
    <p class="ink" dir="auto" style="${look.note}">${breakable(question)}</p>
    <h1 class="ink" dir="ltr" style="${look.digits}">${digits}</h1>
    <p class="ink" style="${look.note}">${breakable(warning)}</p>
    <p class="soft" style="${look.quiet}">${until}</p>`;
  return {
    subject: shorten(`${name}: your code for “${question}”`, LONGEST_SUBJECT),
    text: [`${name}: ${digits} is your code for “${question}”.`, warning, until].join('\n\n'),
    html: String(frame({ title: purpose, preheader: warning, inside })),
  };
}
