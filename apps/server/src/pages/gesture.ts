// What a human does for anything but an answer: one tap on one button, or the typed code.
import { DomainError, type Html, html } from '@pausepoint/core';
import type { RespondLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { digitsOf, JSON_TYPE, refuse } from './page-post.ts';
import { acceptsNonce, mintNonce, pageCookie, readPageCookie, typedCode } from './page-nonce.ts';
import { isSameOrigin } from './same-origin.ts';
import { countWrongTry, requireTriesLeft } from './typed-tries.ts';
import type { Posted } from './open-post.ts';
import { shownDigits, typedForm } from './typed-form.ts';
import type { Words } from './words/en.ts';
import { wordsFor } from './words/words-for.ts';

export interface Gesture {
  readonly words: Words;
  /** Where it is posted to. */
  readonly to: string;
  /** What the button says. */
  readonly label: string;
  /** What was wrong with the form just sent. */
  readonly fault?: string | undefined;
}

/** The button for the page's script, and the form for where there is none. */
export function gestureForm(
  ctx: Ctx,
  services: Services,
  link: RespondLink,
  gesture: Gesture,
): Html {
  const { store, config } = services;
  const { now } = ctx.state;
  // A HEAD is no browser that could answer.
  const cookie = ctx.method === 'HEAD' ? null : pageCookie(ctx, config);
  const nonce = cookie === null ? '' : mintNonce(store.ring, { link, cookie }, now);
  const { codeNonce, code } = typedCodeFor(services, link, now);
  return html`<div id="taps" class="choices" data-url="${gesture.to}" data-page="${nonce}">
      <button type="button">${gesture.label}</button>
    </div>
    <p id="say" role="status"></p>
    ${typedForm({ ...gesture, codeNonce, asks: shownDigits(gesture.words, code) })}`;
}

/** A nonce tied to no browser, and the digits its reader is asked to type. */
export interface CodeToType {
  readonly codeNonce: string;
  readonly code: string;
}

export function typedCodeFor({ store }: Services, link: RespondLink, now: Date): CodeToType {
  const codeNonce = mintNonce(store.ring, { link, cookie: null }, now);
  return { codeNonce, code: typedCode(store.ring, codeNonce) };
}

/**
 * Whether it was meant. If not, it is answered already, the script with a new nonce, the form by
 * `again` with what was wrong.
 */
export async function isMeant(
  ctx: Ctx,
  services: Services,
  { opened, body }: Posted,
  again: (fault: string) => Promise<void>,
): Promise<boolean> {
  const judged = judgeGesture(ctx, services, opened.link, body);
  if (judged === 'mistyped') await again(wordsFor(ctx).newCode);
  return judged === 'meant';
}

/** `refused`: the script has its answer already. `mistyped`: the form is to be shown again. */
export const judgeGesture = (
  ctx: Ctx,
  services: Services,
  link: RespondLink,
  body: string,
): 'meant' | 'refused' | 'mistyped' =>
  ctx.is(JSON_TYPE)
    ? judgeTap(ctx, services, link, readPage(body))
    : judgeTyped(ctx, services, link, new URLSearchParams(body));

function judgeTap(ctx: Ctx, { store, config }: Services, link: RespondLink, page: string) {
  const { now } = ctx.state;
  const cookie = readPageCookie(ctx, config);
  const fresh = isSameOrigin(ctx, config, { form: false });
  if (fresh && cookie !== null && acceptsNonce(store.ring, { link, cookie }, page, now)) {
    return 'meant';
  }
  const next = mintNonce(store.ring, { link, cookie: pageCookie(ctx, config) }, now);
  refuse(ctx, 403, { code: 'request_forged', page: next, cookie: cookie !== null });
  return 'refused';
}

function judgeTyped(
  ctx: Ctx,
  { store: { ring }, config }: Services,
  link: RespondLink,
  form: URLSearchParams,
) {
  requireTriesLeft(link);
  const page = form.get('page') ?? '';
  const fresh =
    isSameOrigin(ctx, config, { form: true }) &&
    acceptsNonce(ring, { link, cookie: null }, page, ctx.state.now);
  const typed = digitsOf(form.get('code') ?? '') === typedCode(ring, page);
  if (fresh && !typed) countWrongTry(link);
  return fresh && typed ? 'meant' : 'mistyped';
}

function readPage(body: string): string {
  try {
    const { page } = (JSON.parse(body) ?? {}) as { readonly page?: unknown };
    return typeof page === 'string' ? page : '';
  } catch {
    throw new DomainError('malformed_json');
  }
}
