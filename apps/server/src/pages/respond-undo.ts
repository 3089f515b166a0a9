// POST /respond/:token/undo: takes an answer back while it is held, as sent by the script or the form.
import { DomainError } from '@pausepoint/core';
import { readText } from '../middleware/body.ts';
import type { OpenedLink } from '../respond-link.ts';
import { heldByLink, revokeAnswer } from '../revoke-answer.ts';
import type { Ctx, Services } from '../services.ts';
import { sendHeld } from './held-page.ts';
import { acceptsNonce, mintNonce, pageCookie, readPageCookie, typedCode } from './page-nonce.ts';
import { answerUrl, sendUnknown, tryOpenLink } from './respond-page.ts';
import {
  digitsOf,
  FORM_TYPE,
  JSON_TYPE,
  refuse,
  refuseUnknown,
  toOutcome,
} from './respond-submit.ts';
import { isSameOrigin } from './same-origin.ts';
import { countWrongTry, requireTriesLeft } from './typed-tries.ts';
import { wordsFor } from './words/words-for.ts';

export async function respondUndo(ctx: Ctx, services: Services): Promise<void> {
  const handle = ctx.state.params.token!;
  const byScript = Boolean(ctx.is(JSON_TYPE));
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await tryOpenLink(services, handle);
  if (!opened) return byScript ? refuseUnknown(ctx) : sendUnknown(ctx, services);
  const url = answerUrl(ctx, handle);
  // Final by now, or somebody else's: the page shows what stands.
  if (!heldByLink(opened)) return toOutcome(ctx, byScript, url);
  return byScript
    ? undoTap(ctx, services, opened, url, readPage(body))
    : undoTyped(ctx, services, opened, url, new URLSearchParams(body));
}

async function undoTap(
  ctx: Ctx,
  services: Services,
  { link }: OpenedLink,
  url: string,
  page: string,
): Promise<void> {
  const { store, config } = services;
  const { now } = ctx.state;
  const cookie = readPageCookie(ctx, config);
  const fresh = isSameOrigin(ctx, config, { form: false });
  if (!fresh || cookie === null || !acceptsNonce(store.ring, { link, cookie }, page, now)) {
    const next = mintNonce(store.ring, { link, cookie: pageCookie(ctx, config) }, now);
    return refuse(ctx, 403, { code: 'request_forged', page: next, cookie: cookie !== null });
  }
  await revokeAnswer(services, link);
  toOutcome(ctx, true, url);
}

async function undoTyped(
  ctx: Ctx,
  services: Services,
  opened: OpenedLink,
  url: string,
  form: URLSearchParams,
): Promise<void> {
  const { link } = opened;
  const { ring } = services.store;
  requireTriesLeft(link);
  const page = form.get('page') ?? '';
  const fresh =
    isSameOrigin(ctx, services.config, { form: true }) &&
    acceptsNonce(ring, { link, cookie: null }, page, ctx.state.now);
  const typed = digitsOf(form.get('code') ?? '') === typedCode(ring, page);
  if (fresh && !typed) countWrongTry(link);
  if (!fresh || !typed) {
    return sendHeld(ctx, services, 422, opened, { url, fault: wordsFor(ctx).newCode });
  }
  await revokeAnswer(services, link);
  toOutcome(ctx, false, url);
}

function readPage(body: string): string {
  try {
    const { page } = (JSON.parse(body) ?? {}) as { readonly page?: unknown };
    return typeof page === 'string' ? page : '';
  } catch {
    throw new DomainError('malformed_json');
  }
}
