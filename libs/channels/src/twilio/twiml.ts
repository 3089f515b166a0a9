// An answer by text in Twilio's markup, in letters that a text carries.
import { escapeHtml, showInvisible } from '@pausepoint/core';
import type { HookAnswer } from '../hook.ts';
import { fitText } from '../sms/fit-text.ts';

/** Null: say nothing. */
export function twiml(words: string | null): HookAnswer {
  const response =
    words === null
      ? '<Response/>'
      : `<Response><Message>${escapeHtml(fitText(readable(words)))}</Message></Response>`;
  return {
    status: 200,
    type: 'text/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>${response}`,
  };
}

/** What no XML may hold, not even escaped, would lose the whole answer. */
const readable = (words: string): string =>
  showInvisible(words.toWellFormed()).replace(/[\uFFFE\uFFFF]/g, '');
