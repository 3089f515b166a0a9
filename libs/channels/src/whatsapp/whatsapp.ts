// WhatsApp: the same numbers as text messages, the words filled into an approved template.
import { showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice } from '../channel.ts';
import { shorten } from '../shorten.ts';
import { sms } from '../sms/sms.ts';
import { splitQuestion } from '../words.ts';

const LONGEST = { name: 60, question: 600 };

export const whatsapp: Channel = {
  name: 'whatsapp',
  parseRecipient: sms.parseRecipient,
  render,
};

function render(notice: Notice): Message {
  const name = shorten(showOnOneLine(notice.developerName), LONGEST.name);
  const question = shorten(splitQuestion(notice.question).question, LONGEST.question);
  const text = `${name} asks: ${question}\nTap to answer: ${notice.shortLink}`;
  return { subject: null, text, html: null };
}
