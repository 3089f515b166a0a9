// How a pause stands, large: what a human decided is drawn solid, what silence left behind is dashed.
import { type Html, html, isUndeliverable, showInvisible } from '@pausepoint/core';
import type { Decision, PauseRecord } from '@pausepoint/store';
import { statusWord, when } from '../dashboard/parts.ts';
import { timeLeft } from '../time-words.ts';
import { en } from '../words/en.ts';
import { applied, chosen } from './outcome-words.ts';
import { howAnswered, howIdentified, recipientOf } from './say.ts';

export const outcomePanel = (pause: PauseRecord, now: Date): Html => {
  const { kind, body } = panels[pause.status](pause, now);
  return html`<section class="outcome ${kind}" aria-label="Outcome">${body}</section>`;
};

interface Panel {
  readonly kind: 'waiting' | 'human' | 'silence' | 'cancelled';
  readonly body: Html;
}

const panels: Readonly<Record<PauseRecord['status'], (pause: PauseRecord, now: Date) => Panel>> = {
  pending: (pause, now) => ({ kind: 'waiting', body: waiting(pause, now) }),
  responded: (pause, now) => ({
    kind: 'human',
    body: html`<p class="upshot">
        ${statusWord('responded', 'A human answered')} ${chosen(pause.responseChoice!)}
      </p>
      ${pause.decision && by(pause, pause.decision)}
      <p>${pause.responseAt && when(pause.responseAt, now)}</p>
      ${note(pause)}`,
  }),
  timed_out: ({ responseChoice, expiresAt }, now) => ({
    kind: 'silence',
    body: html`<p class="upshot">
        ${statusWord('timed_out', 'Nobody answered')}
        ${responseChoice !== null && applied(responseChoice)}
      </p>
      <p>
        ${
          responseChoice === null
            ? 'No human decided, and no default was set: nothing was decided.'
            : 'No human decided. What was set beforehand for this case applies.'
        }
      </p>
      <p>The time was over ${when(expiresAt, now)}.</p>`,
  }),
  cancelled: ({ resolvedAt }, now) => ({
    kind: 'cancelled',
    body: html`<p class="upshot">${statusWord('cancelled', 'Cancelled')}</p>
      <p>The question was taken back ${resolvedAt && when(resolvedAt, now)}. No human decided.</p>`,
  }),
};

function by(pause: PauseRecord, decision: Decision): Html {
  const who = recipientOf(pause, decision.recipientIndex);
  const how = howAnswered(decision);
  return html`<p>
    ${
      who === undefined
        ? how.charAt(0).toUpperCase() + how.slice(1)
        : html`<b><bdi>${who}</bdi></b
            >, ${how}`
    }.
    Identified by ${howIdentified(decision)}.
  </p>`;
}

const note = ({ responseText }: PauseRecord): Html | false =>
  responseText !== null &&
  html`<div class="said"><small>Their note</small><bdi>${showInvisible(responseText)}</bdi></div>`;

function waiting(pause: PauseRecord, now: Date): Html {
  const { held, timeoutDefault, expiresAt } = pause;
  if (held) {
    return html`<p class="upshot">
        ${statusWord('pending', 'Answered, not final yet')} ${chosen(held.answer.choice)}
      </p>
      <p>Whoever answered may still take it back. It counts ${when(held.settlesAt, now)}.</p>`;
  }
  const left = timeLeft(expiresAt.getTime() - now.getTime(), en);
  return html`<p class="upshot">${statusWord('pending', 'Waiting for an answer')}</p>
    <p>
      <b>${left} left.</b> After that:
      ${timeoutDefault === null ? html`<b>nothing is decided</b>` : applied(timeoutDefault)}
    </p>
    ${
      isUndeliverable(pause) &&
      html`<p>${statusWord('failed', 'Every message failed: nobody can be reached any more.')}</p>`
    }`;
}
