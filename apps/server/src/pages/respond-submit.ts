// POST /respond/:token: a tap sent by the page's script, or the form with the typed code.
import { DomainError } from '@pausepoint/core';
import { readText } from '../middleware/body.ts';
import { answerLink, type OpenedLink } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';
import { isSameOrigin } from './same-origin.ts';
import { digitsOf, FORM_TYPE, JSON_TYPE, refuse, refuseUnknown, toOutcome } from './page-post.ts';
import { acceptsNonce, mintNonce, pageCookie, readPageCookie, typedCode } from './page-nonce.ts';
import { answerUrl, sendQuestion, sendUnknown, tryOpenLink, wayOf } from './respond-page.ts';
import { wordsFor } from './words/words-for.ts';
import { countWrongTry, requireTriesLeft } from './typed-tries.ts';

const LONGEST_NOTE = 2_000;

interface Sent {
  readonly page: string;
  readonly choice: number;
  readonly text: string;
  readonly code: string;
}

export async function respondSubmit(ctx: Ctx, services: Services): Promise<void> {
  const handle = (ctx.state.params.token ?? ctx.state.params.code)!;
  const byScript = Boolean(ctx.is(JSON_TYPE));
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await tryOpenLink(services, handle);
  if (!opened) return byScript ? refuseUnknown(ctx) : sendUnknown(ctx, services);
  const url = answerUrl(ctx, handle);
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
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
  await settleAs(services, opened, sent);
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
  requireTriesLeft(opened.link);
  const scope = { link: opened.link, cookie: null };
  const fresh =
    isSameOrigin(ctx, services.config, { form: true }) &&
    acceptsNonce(ring, scope, sent.page, ctx.state.now);
  const typed = digitsOf(sent.code) === typedCode(ring, sent.page);
  if (fresh && !typed) countWrongTry(opened.link);
  const choice = sent.choice in opened.pause.options ? sent.choice : null;
  if (!fresh || !typed || choice === null) {
    const { chooseOne, newCode } = wordsFor(ctx);
    const fault = choice === null ? chooseOne : newCode;
    const given = { url, way: wayOf(opened, choice), chosen: choice, fault, note: sent.text };
    return sendQuestion(ctx, services, 422, opened, given);
  }
  await settleAs(services, opened, sent);
  toOutcome(ctx, false, url);
}

/** A tap that came too late changes nothing; the page it leads to says what was decided. */
async function settleAs(services: Services, opened: OpenedLink, sent: Sent): Promise<void> {
  const choice = opened.pause.options[sent.choice];
  if (choice === undefined) throw new DomainError('option_not_offered');
  const note = sent.text.replaceAll('\r\n', '\n').trim().slice(0, LONGEST_NOTE).toWellFormed();
  const text = opened.pause.allowTextResponse && note !== '' ? note.replaceAll('\0', '') : null;
  try {
    await answerLink(services, opened, { choice, text, via: 'page' });
  } catch (error) {
    if (!(error instanceof DomainError) || !tooLate.has(error.code)) throw error;
  }
}

const tooLate = new Set<string>(['respond_link_used', 'deadline_passed', 'pause_cancelled']);

function readJsonAnswer(body: string): Sent {
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
  const { page, choice, text, code } = (value ?? {}) as Record<string, unknown>;
  const index = typeof choice === 'string' && /^\d$/.test(choice) ? Number(choice) : choice;
  return {
    page: typeof page === 'string' ? page : '',
    choice: Number.isInteger(index) ? (index as number) : -1,
    text: typeof text === 'string' ? text : '',
    code: typeof code === 'string' ? code : '',
  };
}
