// The JSON twin of the respond page: what a link shows, and answering it by program.
import { parseRespond, presentQuestion, presentResponse } from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
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
  // A program can't press and hold.
  if (!services.config.respondApi || opened.pause.risk === 'high')
    throw new DomainError('page_required');
  ctx.body = presentResponse(await answerLink(services, opened, { choice, text, via: 'api' }));
}
