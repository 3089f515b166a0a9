// WhatsApp: the same numbers as text messages, the words filled into an approved template.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, CodeNotice, Message, Notice } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { sms } from '../sms/sms.ts';
import { codeWords, splitQuestion } from '../words.ts';

/** A template with its words ends at 1,024 characters. */
const LONGEST = { name: 60, question: 600 };

/** What the operator's template is filled with: who asks, the question, the link. */
export interface TemplateWords {
  readonly 1: string;
  readonly 2: string;
  readonly 3: string;
}

export const whatsapp: Channel<TemplateWords> = {
  name: 'whatsapp',
  parseRecipient: sms.parseRecipient,
  render,
  renderCode,
};

function render(notice: Notice): Message<TemplateWords> {
  const name = filling(notice.developerName, LONGEST.name);
  const { question } = splitQuestion(notice.question);
  const asked = filling(
    notice.kind === 'reminder' ? `Reminder: ${question}` : question,
    LONGEST.question,
  );
  return {
    subject: null,
    text: `${name} asks: ${asked}\nTap to answer: ${notice.shortLink}`,
    html: null,
    payload: { 1: name, 2: asked, 3: notice.shortLink },
  };
}

/** In the place of the question, since it is the only template there is; the link's says where to type. */
function renderCode(notice: CodeNotice): Message<TemplateWords> {
  const { question, warning } = codeWords(notice);
  const name = filling(notice.developerName, LONGEST.name);
  const said = filling(
    `${notice.digits} is your code for “${question}”. ${warning}`,
    LONGEST.question,
  );
  const where = 'the page you have open';
  return {
    subject: null,
    text: `${name} asks: ${said}\nTap to answer: ${where}`,
    html: null,
    payload: { 1: name, 2: said, 3: where },
  };
}

/** WhatsApp refuses a variable that is empty, has a line end, a tab or a run of spaces. */
const filling = (text: string, length: number): string =>
  shorten(showOnOneLine(text), length) || '?';
