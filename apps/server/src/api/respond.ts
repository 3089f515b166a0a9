// The JSON twin of the respond page: what a link shows, and answering it by program.
import { parseRespond, presentHeld, presentQuestion, presentResponse } from '@pausepoint/contract';
import { DomainError, needsPage } from '@pausepoint/core';
import { readBody } from '../middleware/body.ts';
import { answerLink, noteView, openLink, requirePending } from '../respond-link.ts';
import type { Ctx, Services } from '../services.ts';

/** GET /v1/respond/:token: the question; settles nothing, whoever asks. */
export async function showQuestion(ctx: Ctx, services: Services): Promise<void> {
  const opened = await openLink(services, ctx.state.params.token!);
  ctx.state.pauseId = opened.pause.id;
  requirePending(opened.pause);
  await noteView(ctx, services, opened);
  ctx.body = presentQuestion(opened.pause);
}

/** POST /v1/respond/:token. */
export async function respond(ctx: Ctx, services: Services): Promise<void> {
  const opened = await openLink(services, ctx.state.params.token!);
  ctx.state.pauseId = opened.pause.id;
  const { choice, text } = parseRespond(await readBody(ctx));
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
  // A program can't press and hold, nor prove who it is.
  if (!services.config.respondApi || needsPage(opened.pause))
    throw new DomainError('page_required');
  const pause = await answerLink(services, opened, { choice, text, via: 'api' });
  if (pause.held) ctx.status = 202;
  ctx.body = pause.held ? presentHeld(pause.held) : presentResponse(pause);
}
