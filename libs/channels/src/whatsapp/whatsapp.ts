// WhatsApp: the same numbers as text messages, the words filled into an approved template.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { sms } from '../sms/sms.ts';
import { splitQuestion } from '../words.ts';

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

/** WhatsApp refuses a variable that is empty, has a line end, a tab or a run of spaces. */
const filling = (text: string, length: number): string =>
  shorten(showOnOneLine(text), length) || '?';
