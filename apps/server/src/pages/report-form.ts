// "I don't expect this": what follows from saying so, the button that says it, and what comes of it.
import { type Html, html, isDisowned } from '@pausepoint/core';
import type { OpenedLink } from '../respond-link.ts';
import { heldByLink } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { gestureForm } from './gesture.ts';
import { mark, sendPage, withoutScript } from './layout.ts';
import { below } from './page-post.ts';
import { footer, named } from './question.ts';
import type { Words } from './words/en.ts';
import { wordsFor } from './words/words-for.ts';

/** These pages are our own word on whoever asks, not theirs. */
const ours = html`<header class="top">${mark}<b>PausePoint</b></header>`;

/** Whoever got a message may, as long as the question waits for an answer other than theirs. */
export const isReportable = (opened: OpenedLink): boolean =>
  opened.link.recipientIndex !== null &&
  !opened.link.person &&
  opened.pause.status === 'pending' &&
  !isReported(opened) &&
  !heldByLink(opened);

/** Whether the reader of this very link has said so. */
export const isReported = ({ link, pause }: OpenedLink): boolean =>
  isDisowned(pause, link.recipientIndex);

interface Given {
  /** Of the question. */
  readonly url: string;
  /** What was wrong with the form just sent. */
  readonly fault?: string;
}

export async function sendReport(
  ctx: Ctx,
  services: Services,
  status: number,
  opened: OpenedLink,
  { url, fault }: Given,
): Promise<void> {
  const { content, sandboxed } = opened.pause;
  const words = wordsFor(ctx);
  const { report } = words;
  const gesture = { words, to: below(url, 'report'), label: report.confirm, fault };
  await sendPage(ctx, status, {
    title: report.heading,
    words,
    style: 'respond',
    script: 'held',
    head: withoutScript,
    body: html`${ours}
      <main>
        <h1>${report.heading}</h1>
        <p>${report.explain(named(content.developerName), addressOf(opened, words))}</p>
        <p>${report.instead}</p>
        ${gestureForm(ctx, services, opened.link, gesture)}
        <a class="quiet" href="${url}">${report.back}</a>
      </main>
      ${footer(services.config, { words, sandboxed })}`,
  });
}

/** For the link of whoever has said so, whatever became of the question since. */
export async function sendReported(ctx: Ctx, services: Services, opened: OpenedLink) {
  const { content, sandboxed } = opened.pause;
  const words: Words = wordsFor(ctx);
  const { report } = words;
  await sendPage(ctx, 200, {
    title: report.done,
    words,
    style: 'respond',
    body: html`${ours}
      <main>
        <h1>${report.done}</h1>
        <p>${report.followed(named(content.developerName), addressOf(opened, words))}</p>
      </main>
      ${footer(services.config, { words, sandboxed })}`,
  });
}

function addressOf({ link, pause }: OpenedLink, { report }: Words): Html | string {
  if (pause.erasedAt !== null) return report.address;
  const own = pause.recipients.find(({ index }) => index === link.recipientIndex);
  return html`<b dir="ltr">${own?.masked}</b>`;
}
