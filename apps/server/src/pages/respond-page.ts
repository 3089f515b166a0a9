// GET /respond/:token and /r/:code: shows the question. Writes nothing but that it was seen.
import { DomainError } from '@pausepoint/core';
import { splitQuestion } from '@pausepoint/channels';
import { type Html, html, showOnOneLine } from '@pausepoint/core';
import { noteView, openLink, type OpenedLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { answerForm, type AnswerForm, type Way } from './answer-form.ts';
import { sendHeld } from './held-page.ts';
import { type Page, sendPage, withoutScript } from './layout.ts';
import { outcomePage, plainPage } from './outcome.ts';
import { typedCodeFor } from './gesture.ts';
import { mintNonce, pageCookie } from './page-nonce.ts';
import { below, toOutcome } from './page-post.ts';
import { proofFor } from './proof/proof-for.ts';
import { proofForm } from './proof/proof-form.ts';
import { askedBy, deadline, details, footer, heading } from './question.ts';
import { sendSignInFirst } from './sign-in-first.ts';
import { isReportable, isReported, sendReported } from './report-form.ts';
import type { Words } from './words/en.ts';
import { askedFor, wordsFor } from './words/words-for.ts';

export const respondPage = (ctx: Ctx, services: Services): Promise<void> =>
  showLink(ctx, services, ctx.state.params.token!);

/** The short form in text messages; a full token works there too. */
export const shortLink = (ctx: Ctx, services: Services): Promise<void> =>
  showLink(ctx, services, ctx.state.params.code!);

/** Where something was posted and refused, the page shown instead may be opened once more. */
export async function toQuestion(ctx: Ctx): Promise<void> {
  toOutcome(ctx, false, answerUrl(ctx, ctx.state.params.token!));
}

async function showLink(ctx: Ctx, services: Services, text: string): Promise<void> {
  const opened = await tryOpenLink(services, text);
  if (!opened) return sendUnknown(ctx, services);
  if (isReported(opened)) return sendReported(ctx, services, opened);
  if (opened.pause.status !== 'pending') return sendOutcome(ctx, services, opened);
  if (opened.pause.held) return sendHeld(ctx, services, 200, opened, { url: answerUrl(ctx, text) });
  await noteView(ctx, services, opened);
  if (opened.pause.require === 'signed_in' && !opened.viewOnly) {
    return sendSignInFirst(ctx, services, opened, answerUrl(ctx, text));
  }
  const chosen = choiceIn(ctx.query['choice'], opened);
  const way = wayOf(opened, chosen);
  const again = ctx.query['again'] === '1';
  await sendQuestion(ctx, services, 200, opened, { url: answerUrl(ctx, text), way, chosen, again });
}

/** Undefined: not a link of ours. */
export async function tryOpenLink(
  services: Services,
  text: string,
): Promise<OpenedLink | undefined> {
  try {
    return await openLink(services, text);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'respond_link_invalid') return undefined;
    throw error;
  }
}

/** A full token and a short code answer at the same place, in the language asked for. */
export function answerUrl(ctx: Ctx, text: string): string {
  const asked = askedFor(ctx);
  return `/respond/${encodeURIComponent(text)}${asked ? `?lang=${asked.lang}` : ''}`;
}

/**
 * A link in a text message was tapped by a thumb; those in mails and chats are opened by machines
 * too, and what came in already chosen may have been chosen by one.
 */
export function wayOf({ link, pause }: OpenedLink, chosen: number | null): Way {
  if (link.person) return pause.risk === 'high' ? 'hold' : 'confirm';
  // A passkey asks for a finger or a PIN itself.
  if (pause.require === 'passkey') return 'confirm';
  if (pause.risk === 'high') return 'hold';
  if (pause.require !== 'link') return 'confirm';
  const channel = pause.recipients.find(({ index }) => index === link.recipientIndex)?.channel;
  if (channel !== 'email' && channel !== 'slack') return 'tap';
  return chosen === null ? 'confirm' : 'hold';
}

function choiceIn(value: unknown, { pause }: OpenedLink): number | null {
  const index = typeof value === 'string' && /^\d$/.test(value) ? Number(value) : -1;
  return index >= 0 && index < pause.options.length ? index : null;
}

export async function sendQuestion(
  ctx: Ctx,
  services: Services,
  status: number,
  opened: OpenedLink,
  given: Pick<AnswerForm, 'url' | 'way' | 'chosen' | 'fault' | 'note'> & {
    readonly again?: boolean;
    /** Said in the place of the ways to answer. */
    readonly instead?: Html;
    /** Where whoever is signed in came from. */
    readonly back?: string;
  },
): Promise<void> {
  const { store, config } = services;
  const { pause, link } = opened;
  const { now } = ctx.state;
  const words = wordsFor(ctx);
  // A HEAD is no browser that could answer.
  const cookie =
    ctx.method === 'HEAD' || opened.viewOnly || given.instead ? null : pageCookie(ctx, config);
  const proof = await proofFor(services, opened, now);
  const form: AnswerForm = {
    ...given,
    words,
    pause,
    nonce: cookie === null ? '' : mintNonce(store.ring, { link, cookie }, now),
    ...typedCodeFor(services, link, now),
  };
  const left = deadline(pause, now, words);
  const page: Page = {
    title: words.title(pause.content.developerName, splitQuestion(pause.content.message).question),
    words,
    style: proof ? 'proof' : 'respond',
    script: proof ? 'proof' : 'respond',
    says: proof ? words.proof.script : undefined,
    head: withoutScript,
    body: html`${askedBy(pause.content, words)}
      <main>
        ${heading(pause.content)} ${details(pause.content, words)}
        ${
          opened.viewOnly || given.instead
            ? html`${viewOnly(opened, words, given.instead)} ${left}`
            : proof
              ? proofForm({ ...form, proof, again: given.again ?? false }, left)
              : answerForm(form, left)
        }
      </main>
      ${footer(config, {
        words,
        sandboxed: pause.sandboxed,
        chosen: given.chosen,
        report: isReportable(opened) && below(given.url, 'report'),
        back: given.back,
      })}`,
  };
  await sendPage(ctx, status, page);
}

function viewOnly({ pause }: OpenedLink, words: Words, instead?: Html): Html {
  const people = pause.recipients.map(
    ({ masked }, index) => html`${index > 0 && words.comma}<b dir="ltr">${masked}</b>`,
  );
  const options = pause.options.map((option) => html`<bdi>${showOnOneLine(option)}</bdi>`);
  return html`<div class="said"><small>${words.offered}</small>${options}</div>
    ${instead ?? html`<p class="how">${words.viewOnly(people)}</p>`}`;
}

/** Says kindly what was decided, whatever brought the reader here. */
export const sendOutcome = (ctx: Ctx, { config }: Services, { pause }: OpenedLink): Promise<void> =>
  sendPage(ctx, 410, outcomePage(pause, config, ctx.state.now, wordsFor(ctx)));

export function sendUnknown(ctx: Ctx, { config }: Services): Promise<void> {
  const words = wordsFor(ctx);
  return sendPage(ctx, 404, plainPage(config, words, words.unknown.heading, words.unknown.text));
}
