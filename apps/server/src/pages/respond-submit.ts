// POST /respond/:token: a tap sent by the page's script, or the form with the typed code.
import { DomainError } from '@pausepoint/core';
import { answerLink, type OpenedLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { isSameOrigin } from './same-origin.ts';
import { openPost, type Posted } from './open-post.ts';
import { digitsOf, refuse, toOutcome } from './page-post.ts';
import { prove, type Proven, type ToProve } from './proof/prove.ts';
import { acceptsNonce, mintNonce, pageCookie, readPageCookie, typedCode } from './page-nonce.ts';
import { sendQuestion, wayOf } from './respond-page.ts';
import { wordsFor } from './words/words-for.ts';
import { countWrongTry, requireTriesLeft } from './typed-tries.ts';

const LONGEST_NOTE = 2_000;

export interface Sent {
  readonly page: string;
  readonly choice: number;
  readonly text: string;
  readonly code: string;
  /** For a passkey: what it was asked with, and what it made of that. */
  readonly nonce: string;
  readonly made: unknown;
}

export async function respondSubmit(ctx: Ctx, services: Services): Promise<void> {
  const posted = await openPost(ctx, services);
  if (!posted) return;
  if (posted.opened.viewOnly) throw new DomainError('respond_link_view_only');
  await takeAnswer(ctx, services, posted);
}

/** By the page's script or its form, whoever's page it is. */
export async function takeAnswer(ctx: Ctx, services: Services, posted: Posted): Promise<void> {
  const { opened, url, body, byScript } = posted;
  if (opened.pause.status !== 'pending') return toOutcome(ctx, byScript, url);
  return byScript
    ? answerTap(ctx, services, opened, url, readJsonAnswer(body))
    : answerTyped(ctx, services, opened, url, readFormAnswer(body));
}

async function answerTap(
  ctx: Ctx,
  services: Services,
  opened: OpenedLink,
  url: string,
  sent: Sent,
): Promise<void> {
  const { store, config } = services;
  const { link } = opened;
  const cookie = readPageCookie(ctx, config);
  const fresh = isSameOrigin(ctx, config, { form: false });
  const scope = { link, cookie };
  if (!fresh || cookie === null || !acceptsNonce(store.ring, scope, sent.page, ctx.state.now)) {
    const page = mintNonce(store.ring, { link, cookie: pageCookie(ctx, config) }, ctx.state.now);
    return refuse(ctx, 403, { code: 'request_forged', page, cookie: cookie !== null });
  }
  const proven = await prove(ctx, services, opened, toAnswer(opened, sent));
  if ('fault' in proven) return refuse(ctx, 422, { code: 'invalid_request', say: proven.fault });
  await settleAs(services, opened, sent, proven);
  toOutcome(ctx, true, url);
}

async function answerTyped(
  ctx: Ctx,
  services: Services,
  opened: OpenedLink,
  url: string,
  sent: Sent,
): Promise<void> {
  const { ring } = services.store;
  const { now } = ctx.state;
  const { link, pause } = opened;
  const shown = pause.require === 'link' || link.person !== undefined;
  if (shown) requireTriesLeft(link);
  const fresh =
    isSameOrigin(ctx, services.config, { form: true }) &&
    acceptsNonce(ring, { link, cookie: null }, sent.page, now);
  const typed = !shown || digitsOf(sent.code) === typedCode(ring, sent.page);
  if (fresh && !typed) countWrongTry(link);
  const choice = sent.choice in pause.options ? sent.choice : null;
  const words = wordsFor(ctx);
  const again = (fault: string): Promise<void> => {
    const given = { url, way: wayOf(opened, choice), chosen: choice, fault, note: sent.text };
    return sendQuestion(ctx, services, 422, opened, given);
  };
  if (!fresh || !typed || choice === null) {
    return again(choice === null ? words.chooseOne : words.newCode);
  }
  const proven = await prove(ctx, services, opened, toAnswer(opened, sent));
  if ('fault' in proven) return again(proven.fault);
  await settleAs(services, opened, sent, proven);
  toOutcome(ctx, false, url);
}

/** As it will be recorded; throws `option_not_offered`. */
export function toAnswer({ pause }: OpenedLink, sent: Sent): ToProve {
  const choice = pause.options[sent.choice];
  if (choice === undefined) throw new DomainError('option_not_offered');
  const note = sent.text.replaceAll('\r\n', '\n').trim().slice(0, LONGEST_NOTE).toWellFormed();
  const text = pause.allowTextResponse && note !== '' ? note.replaceAll('\0', '') : null;
  const { code, nonce, made } = sent;
  return { choice, text, code, nonce, made };
}

/** A tap that came too late changes nothing; the page it leads to says what was decided. */
async function settleAs(
  services: Services,
  opened: OpenedLink,
  sent: Sent,
  proven: Proven,
): Promise<void> {
  const { choice, text } = toAnswer(opened, sent);
  try {
    const via = opened.link.person ? 'dashboard' : 'page';
    await answerLink(services, opened, { choice, text, via, ...proven });
  } catch (error) {
    if (!(error instanceof DomainError) || !tooLate.has(error.code)) throw error;
  }
}

const tooLate = new Set<string>(['respond_link_used', 'deadline_passed', 'pause_cancelled']);

export function readJsonAnswer(body: string): Sent {
  try {
    return asSent(JSON.parse(body) as unknown);
  } catch {
    throw new DomainError('malformed_json');
  }
}

const readFormAnswer = (body: string): Sent =>
  asSent(Object.fromEntries(new URLSearchParams(body)));

/** Whatever came, in the shape it should have; what is missing can't match anything. */
function asSent(value: unknown): Sent {
  const { page, choice, text, code, nonce, made } = (value ?? {}) as Record<string, unknown>;
  const index = typeof choice === 'string' && /^\d$/.test(choice) ? Number(choice) : choice;
  return {
    page: typeof page === 'string' ? page : '',
    choice: Number.isInteger(index) ? (index as number) : -1,
    text: typeof text === 'string' ? text : '',
    code: typeof code === 'string' ? code : '',
    nonce: typeof nonce === 'string' ? nonce : '',
    made,
  };
}
