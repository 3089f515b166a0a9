// What stands beside the timeline: the question as its human saw it, whom it was put to, what proves it.
import { splitQuestion } from '@pausepoint/channels';
import { formatId, type Html, html, showInvisible, showOnOneLine } from '@pausepoint/core';
import type { PauseRecord, Recipient } from '@pausepoint/store';
import { facts, statusWord, timeOf, when } from '../dashboard/parts.ts';
import { breakable } from '../breakable.ts';
import { details } from '../question.ts';
import { en } from '../words/en.ts';
import { channelWords, whoIs } from './say.ts';

export function askedCard(pause: PauseRecord): Html {
  const { content, erasedAt } = pause;
  return html`<section aria-labelledby="asked">
    <h2 id="asked">The question as it was shown</h2>
    ${
      erasedAt !== null
        ? html`<p>Its words, and the names and addresses of those who were asked, are erased.</p>`
        : html`<div class="card question">
            <p class="asks" dir="auto">${breakable(splitQuestion(content.message).question)}</p>
            ${details(content, en)}
            <ul class="options" aria-label="Options">
              ${pause.options.map((option) => html`<li><bdi>${showOnOneLine(option)}</bdi></li>`)}
            </ul>
          </div>`
    }
  </section>`;
}

const notificationWords: Readonly<Record<string, string>> = {
  queued: 'Waits to be sent',
  sending: 'Being sent',
  maybe_sent: 'Possibly sent',
  sandboxed: 'Kept in the sandbox',
};

const requireWords = {
  link: 'Whoever holds the link',
  code: 'A code sent to them',
  signed_in: 'Signing in',
  passkey: 'A passkey',
} as const;

export function recordFacts(pause: PauseRecord, now: Date): Html {
  const { content, erasedAt, risk, require, undoSeconds, metadata } = pause;
  return html`<section aria-labelledby="whom">
      <h2 id="whom">Who was asked</h2>
      ${
        pause.recipients.length === 0
          ? html`<p class="quiet">Nobody.</p>`
          : facts(
              pause.recipients.map((one) => [
                label(one, erasedAt !== null),
                reached(one, pause, now),
              ]),
            )
      }
    </section>
    <section aria-labelledby="record">
      <h2 id="record">For the record</h2>
      ${facts([
        ['Pause', html`<code>${formatId('pause', pause.id)}</code>`],
        ['Shown as', html`<bdi>${showOnOneLine(content.developerName)}</bdi>`],
        ['Created', timeOf(pause.createdAt)],
        ['Deadline', timeOf(pause.expiresAt)],
        ['Risk', risk === 'high' ? 'High: press and hold' : 'Normal'],
        ['Must be shown by', requireWords[require]],
        ...(undoSeconds > 0 ? ([['May be taken back', `for ${undoSeconds} s`]] as const) : []),
        ['Digest', html`<code class="digest">${pause.contentDigest}</code>`],
        ...(metadata === null ? [] : ([['Metadata', json(metadata)]] as const)),
        ...(erasedAt === null ? [] : ([['Erased', timeOf(erasedAt)]] as const)),
      ])}
      <p class="quiet">
        The digest stands for exactly the words above: whoever has them and the salt can
        <a href="/docs/audit">check it</a>.
      </p>
    </section>`;
}

const label = (recipient: Recipient, erased: boolean): string =>
  erased
    ? `Recipient ${recipient.index + 1}`
    : whoIs(recipient) || `Recipient ${recipient.index + 1}`;

function reached(recipient: Recipient, { status: stands }: PauseRecord, now: Date): Html {
  const { channel, afterSeconds, notification } = recipient;
  const { status, at, attempts, lastError } = notification;
  // What waited for its turn was not needed any more.
  if (stands !== 'pending' && status === 'queued') {
    return html`${statusWord('cancelled', 'Not sent')} by ${channelWords[channel]}`;
  }
  return html`${statusWord(status, notificationWords[status])} by ${channelWords[channel]},
  ${when(at, now)}${attempts > 1 && `, ${attempts} tries`}${afterSeconds > 0 && ', as a fallback'}
  ${lastError !== null && html`<small class="quiet">${showOnOneLine(lastError)}</small>`}`;
}

const json = (text: string): Html =>
  html`<pre class="json" tabindex="0" aria-label="Metadata">${showInvisible(pretty(text))}</pre>`;

/** In lines, but for what a program would write otherwise (`1e400`): that is shown as it came. */
function pretty(text: string): string {
  const value: unknown = JSON.parse(text);
  return JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text;
}
