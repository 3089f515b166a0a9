// The link itself: nothing is sent, whoever asks hands it over.
import { showInvisible, showOnOneLine } from '@pausepoint/core';
import type { Channel, Message, Notice, ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';
import { deadlineWords, splitQuestion } from '../words.ts';

const LONGEST_NAME = 200;

export const link: Channel = { name: 'link', parseRecipient, render };

/** Whoever it is meant for, in the caller's words: `Ada, at the front desk`. Nothing unseen. */
function parseRecipient(text: string): ParsedRecipient {
  const address = text.trim();
  const plain = !/[\p{Cc}\p{Cn}\p{Cs}]/u.test(address) && showInvisible(address) === address;
  if (address === '' || address.length > LONGEST_NAME || !plain) {
    return { fault: `Say in 1 to ${LONGEST_NAME} plain characters whom the link is for.` };
  }
  return { address, masked: String.fromCodePoint(address.codePointAt(0)!) + dots };
}

function render(notice: Notice): Message {
  const { question } = splitQuestion(notice.question);
  const text = [
    `${showOnOneLine(notice.developerName)} asks: ${question}`,
    `Answer here: ${notice.link}`,
    deadlineWords(notice),
  ].join('\n');
  return { subject: null, text, html: null };
}
