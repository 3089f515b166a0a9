// One question that waits for whoever is signed in: the page its link would open, answered as themselves.
import { DomainError, html, isDisowned } from '@pausepoint/core';
import { readId } from '@pausepoint/contract';
import { findPauseByLink } from '@pausepoint/store';
import { askedAs, signedInAs } from '../../answer-signed-in.ts';
import { readText } from '../../middleware/body.ts';
import { csrfToken } from '../../middleware/csrf.ts';
import { requireDeed, sessionToken } from '../../middleware/session.ts';
import { noteView, type OpenedLink } from '../../respond-link.ts';
import type { Ctx, Services } from '../../services.ts';
import { sendHeld } from '../held-page.ts';
import { isByScript, type Posted } from '../open-post.ts';
import { FORM_TYPE, JSON_TYPE, toOutcome } from '../page-post.ts';
import { sendOutcome, sendQuestion, wayOf } from '../respond-page.ts';
import { takeAnswer } from '../respond-submit.ts';
import { takeUndo } from '../respond-undo.ts';
import { askedFor, wordsFor } from '../words/words-for.ts';

/** GET /waiting/:id. */
export async function waitingQuestion(ctx: Ctx, services: Services): Promise<void> {
  const opened = await openWaiting(ctx, services);
  const url = urlOf(ctx);
  if (opened.pause.status !== 'pending') return sendOutcome(ctx, services, opened);
  if (opened.pause.held) return sendHeld(ctx, services, 200, opened, { url });
  await noteView(ctx, services, opened);
  await sendQuestion(ctx, services, 200, opened, {
    ...{ url, way: wayOf(opened, null), chosen: null, back: '/waiting' },
    ...(needsMessage(opened) && { instead: byMessage(ctx, opened) }),
  });
}

/** POST /waiting/:id. */
export async function waitingAnswer(ctx: Ctx, services: Services): Promise<void> {
  const posted = await postedToWaiting(ctx, services);
  if (needsMessage(posted.opened)) throw new DomainError('page_required');
  return takeAnswer(ctx, services, posted);
}

/** POST /waiting/:id/undo. */
export const waitingUndo = async (ctx: Ctx, services: Services): Promise<void> =>
  takeUndo(ctx, services, await postedToWaiting(ctx, services));

async function postedToWaiting(ctx: Ctx, services: Services): Promise<Posted> {
  const body = await readText(ctx, [JSON_TYPE, FORM_TYPE]);
  const opened = await openWaiting(ctx, services);
  return { opened, url: urlOf(ctx), body, byScript: isByScript(ctx) };
}

/** Where a form was sent to and refused, the page may be opened once more. */
export const toWaiting = (ctx: Ctx): void => toOutcome(ctx, false, urlOf(ctx));

/** Throws `not_found` for whatever does not ask them, whether it is there or not. */
async function openWaiting(ctx: Ctx, services: Services): Promise<OpenedLink> {
  requireDeed(ctx, 'decide');
  const session = ctx.state.session!;
  const { developerId } = session;
  const pauseId = readId('pause', ctx.state.params.id!);
  ctx.state.pauseId = pauseId;
  const pause = await findPauseByLink(services.store, { developerId, pauseId });
  const recipientIndex = pause && (await askedAs(services, session, pause));
  if (!pause || recipientIndex === undefined) throw new DomainError('not_found');
  const csrf = csrfToken(services, sessionToken(ctx, services.config)!);
  const person = { userId: signedInAs(session).userId, csrf };
  const viewOnly = isDisowned(pause, recipientIndex);
  return { pause, viewOnly, link: { developerId, pauseId, recipientIndex, person } };
}

/** A session proves neither that a code came nor that a passkey was used. */
const needsMessage = ({ pause }: OpenedLink): boolean =>
  pause.require === 'code' || pause.require === 'passkey';

function byMessage(ctx: Ctx, { link, pause }: OpenedLink) {
  const to = pause.recipients.filter(
    ({ index }) => link.recipientIndex === null || index === link.recipientIndex,
  );
  const people = to.map(({ masked }, i) => html`${i > 0 && ', '}<b dir="ltr">${masked}</b>`);
  return html`<p class="how">${wordsFor(ctx).signIn.byMessage(people)}</p>`;
}

function urlOf(ctx: Ctx): string {
  const asked = askedFor(ctx);
  const id = encodeURIComponent(ctx.state.params.id!);
  return `/waiting/${id}${asked ? `?lang=${asked.lang}` : ''}`;
}
