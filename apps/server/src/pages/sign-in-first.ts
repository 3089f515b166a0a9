// The page behind the link of a question that wants to know who is signed in: it leads there.
import { formatId, html } from '@pausepoint/core';
import { askedAs } from '../answer-signed-in.ts';
import { sessionOf } from '../middleware/session.ts';
import type { OpenedLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { toOutcome } from './page-post.ts';
import { sendQuestion } from './respond-page.ts';
import { askedFor, wordsFor } from './words/words-for.ts';

/** Whoever was asked and is signed in goes on to where they answer; the link itself never does. */
export async function sendSignInFirst(
  ctx: Ctx,
  services: Services,
  opened: OpenedLink,
  url: string,
): Promise<void> {
  const { link, pause } = opened;
  const session = await sessionOf(ctx, services);
  if (session && (await askedAs(services, session, pause)) !== undefined) {
    const asked = askedFor(ctx);
    const lang = asked ? `?lang=${asked.lang}` : '';
    return toOutcome(ctx, false, `/waiting/${formatId('pause', pause.id)}${lang}`);
  }
  const { signIn } = wordsFor(ctx);
  const masked = pause.recipients.find(({ index }) => index === link.recipientIndex)?.masked ?? '';
  const to = html`<b dir="ltr">${masked}</b>`;
  const next = html`<a class="go" href="/sign-in?next=${encodeURIComponent(url)}"
    >${signIn.link}</a
  >`;
  const instead = session
    ? html`<p class="how">${signIn.foreign(to, html`<b dir="ltr">${session.email}</b>`)}</p>`
    : html`<p class="how">${signIn.needs(to)}</p>
        ${next}`;
  await sendQuestion(ctx, services, 200, opened, { url, way: 'confirm', chosen: null, instead });
}
