// The frame of the pages before one is signed in: the mark, a heading, a form.
import { type Html, html } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';
import { takeWord } from '../dashboard/done-words.ts';
import { mark, sendPage } from '../layout.ts';

export interface DoorPage {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  readonly lead?: Html | string;
  /** For more than a form. */
  readonly wide?: boolean;
}

export async function sendDoor(ctx: Ctx, _: Services, page: DoorPage): Promise<void> {
  const { title, body, lead, wide = false, status = 200 } = page;
  const done = takeWord(ctx);
  ctx.set('Referrer-Policy', 'same-origin');
  await sendPage(ctx, status, {
    title: `${title} · PausePoint`,
    style: 'door',
    script: 'dashboard',
    body: html`<header class="top">
        <a class="brand" href="/">${mark}<b>PausePoint</b></a>
      </header>
      <main id="main" ${wide && html`class="wide"`}>
        <h1>${title}</h1>
        ${lead !== undefined && html`<p class="lead">${lead}</p>`}
        <p class="done" role="status">${done}</p>
        ${body}
      </main>`,
  });
}
