// What stands while an answer may still be taken back, and how to do that.
import { splitQuestion } from '@pausepoint/channels';
import { type Held, type Html, html, SECOND, showInvisible, showOnOneLine } from '@pausepoint/core';
import type { OpenedLink } from '../respond-link.ts';
import { heldByLink } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { sendPage, withoutScript } from './layout.ts';
import { mintNonce, pageCookie, typedCode } from './page-nonce.ts';
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
        <p class="time">${words.finalIn(time)} ${own && html`<span>${words.mayUndo}</span>`}</p>
        ${own && undo(ctx, services, opened, given, words)} ${note(held!, words)}
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

/** In the language asked for, as the question's own address. */
export const undoUrl = (url: string): string => url.replace(/(?=\?|$)/, '/undo');

/** Taking back is a human's decision, too: it needs the same gesture, or the typed code. */
function undo(
  ctx: Ctx,
  { store: { ring }, config }: Services,
  { link }: OpenedLink,
  { url, fault }: Given,
  words: Words,
): Html {
  const { now } = ctx.state;
  // A HEAD is no browser that could answer.
  const cookie = ctx.method === 'HEAD' ? null : pageCookie(ctx, config);
  const nonce = cookie === null ? '' : mintNonce(ring, { link, cookie }, now);
  const codeNonce = mintNonce(ring, { link, cookie: null }, now);
  const digits = html`<b dir="ltr" class="digits">${[...typedCode(ring, codeNonce)].join(' ')}</b>`;
  const to = undoUrl(url);
  return html`<div id="taps" class="choices" data-url="${to}" data-page="${nonce}">
      <button type="button">${words.undo}</button>
    </div>
    <p id="say" role="status"></p>
    <form id="code" class="${fault && 'open'}" method="post" action="${to}" autocomplete="off">
      ${fault && html`<p class="wrong" id="wrong" role="alert">${fault}</p>`}
      <input type="hidden" name="page" value="${codeNonce}" />
      <label class="type"
        ><span>${words.typeCode(digits)}</span
        ><input
          name="code"
          dir="ltr"
          inputmode="numeric"
          maxlength="9"
          required
          ${fault && html`autofocus aria-describedby="wrong"`}
      /></label>
      <button>${words.undo}</button>
    </form>`;
}
