// The JSON twin of the respond page: what a link shows, and answering it by program.
import { parseRespond, presentHeld, presentQuestion, presentResponse } from '@pausepoint/contract';
import { DomainError, needsPage } from '@pausepoint/core';
import { readBody } from '../middleware/body.ts';
import { answerLink, noteView, openLink, requirePending } from '../respond-link.ts';
import { visitorNetwork } from '../middleware/visitor.ts';
import { requireNoQuery } from '../query-of.ts';
import type { Ctx, Exchange, Services, Told } from '../services.ts';
import { asJson, toLetters } from '../write-told.ts';

/** GET /v1/respond/:token: the question; settles nothing, whoever asks. */
export async function showQuestion(ctx: Ctx, services: Services): Promise<void> {
  const opened = await openLink(services, ctx.state.params.token!);
  ctx.state.pauseId = opened.pause.id;
  requirePending(opened.pause);
  await noteView(ctx, services, opened);
  ctx.body = presentQuestion(opened.pause);
}

/** POST /v1/respond/:token. */
export async function respond(exchange: Exchange, services: Services): Promise<Told> {
  const { state } = exchange;
  services.limits.visit(visitorNetwork(exchange));
  requireNoQuery(exchange);
  const opened = await openLink(services, state.params.token!);
  state.pauseId = opened.pause.id;
  const { choice, text } = parseRespond(await readBody(exchange));
  if (opened.viewOnly) throw new DomainError('respond_link_view_only');
  // A program can't press and hold, nor prove who it is.
  if (!services.config.respondApi || needsPage(opened.pause))
    throw new DomainError('page_required');
  const pause = await answerLink(services, opened, { choice, text, via: 'api' });
  const told = pause.held ? presentHeld(pause.held) : presentResponse(pause);
  const json = toLetters(JSON.stringify(told));
  return { status: pause.held ? 202 : 200, headers: asJson, json };
}
