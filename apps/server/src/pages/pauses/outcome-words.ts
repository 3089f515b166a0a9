// How a pause stands, in a word or two: what a human chose never looks like what silence left behind.
import { type Html, html, isUndeliverable, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import { statusWord } from '../dashboard/parts.ts';

/** A choice of a human's. */
export const chosen = (choice: string): Html =>
  html`<b class="choice"><bdi>${showOnOneLine(choice)}</bdi></b>`;

/** What was said beforehand to apply where nobody answers: drawn as something nobody chose. */
export const applied = (choice: string): Html =>
  html`<span class="choice by-default"><i>default</i> <bdi>${showOnOneLine(choice)}</bdi></span>`;

export const outcomeWords = (pause: PauseRecord): Html =>
  html`<span class="result">${wordsOf(pause)}</span>`;

function wordsOf(pause: PauseRecord): Html {
  const { status, responseChoice, held } = pause;
  if (status === 'responded') {
    return html`${statusWord('responded', 'A human')} ${chosen(responseChoice!)}`;
  }
  if (status === 'timed_out') {
    return html`${statusWord('timed_out', 'Nobody')}
    ${responseChoice === null ? html`<span class="quiet">undecided</span>` : applied(responseChoice)}`;
  }
  if (status === 'cancelled') return statusWord('cancelled');
  if (held) return html`${statusWord('pending', 'Not final yet')} ${chosen(held.answer.choice)}`;
  return isUndeliverable(pause) ? statusWord('failed', 'Reaches nobody') : statusWord('pending');
}
