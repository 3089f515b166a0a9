// What stands while an answer may still be taken back, and how to do that.
import { splitQuestion } from '@pausepoint/channels';
import { type Held, type Html, html, SECOND, showInvisible, showOnOneLine } from '@pausepoint/core';
import type { OpenedLink } from '../respond-link.ts';
import { heldByLink } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { type Gesture, gestureForm } from './gesture.ts';
import { sendPage, withoutScript } from './layout.ts';
import { below } from './page-post.ts';
import { askedBy, details, footer } from './question.ts';
import { timeLeft } from './time-words.ts';
import type { Words } from './words/en.ts';
import { wordsFor } from './words/words-for.ts';

interface Given {
  /** Of the question. */
  readonly url: string;
  /** What was wrong with the form just sent. */
  readonly fault?: string;
}

/** @param opened its pause must hold an answer */
export async function sendHeld(
  ctx: Ctx,
  services: Services,
  status: number,
  opened: OpenedLink,
  given: Given,
): Promise<void> {
  const { content, held, sandboxed } = opened.pause;
  const words = wordsFor(ctx);
  const choice = showOnOneLine(held!.answer.choice);
  const left = leftOf(held!, ctx.state.now);
  const time = html`<b id="left" data-ms="${left}">${timeLeft(left, words)}</b>`;
  const own = heldByLink(opened);
  await sendPage(ctx, status, {
    title: words.answered(choice),
    words,
    style: 'respond',
    script: 'held',
    head: html`${withoutScript}<noscript>${refresh(left)}</noscript>`,
    body: html`${askedBy(content, words)}
      <main>
        <h1>${words.answered(html`<bdi>${choice}</bdi>`)}</h1>
        <p class="how">${words.finalIn(time)} ${own && html`<span>${words.mayUndo}</span>`}</p>
        ${own && gestureForm(ctx, services, opened.link, undo(given, words))} ${note(held!, words)}
        <div class="said">
          <small>${words.questionWas}</small><bdi>${splitQuestion(content.message).question}</bdi>
        </div>
        ${details(content, words)}
      </main>
      ${footer(services.config, { words, sandboxed })}`,
  });
}

/** At least a second: should the database's clock be behind ours, the page is asked again calmly. */
const leftOf = ({ settlesAt }: Held, now: Date): number =>
  Math.max(SECOND, settlesAt.getTime() - now.getTime());

/** Where no script does it: a second later the answer is final, and the page says so. */
const refresh = (left: number): Html =>
  html`<meta http-equiv="refresh" content="${Math.ceil(left / SECOND) + 1}" />`;

const note = ({ answer: { text } }: Held, words: Words) =>
  text !== null &&
  html`<div class="said"><small>${words.note}</small><bdi>${showInvisible(text)}</bdi></div>`;

/** Taking back is a human's decision, too. */
const undo = ({ url, fault }: Given, words: Words): Gesture => ({
  words,
  to: below(url, 'undo'),
  label: words.undo,
  fault,
});
