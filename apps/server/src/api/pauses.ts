// Reading, listing, waiting for and cancelling one's own pauses.
import { parseListPauses, pageOf, parseWait, presentPauseList, toJson } from '@pausepoint/contract';
import { DomainError, parseId } from '@pausepoint/core';
import { listPauses, settle } from '@pausepoint/store';
import type { ShownPause } from '../pause-reader.ts';
import type { Ctx, Services } from '../services.ts';
import { waitForPause } from './wait-for-pause.ts';

/** GET /v1/pause/:id, held for `?wait=` seconds while it is pending. */
export async function readPause(ctx: Ctx, services: Services): Promise<void> {
  const of = pauseOf(ctx);
  const seconds = ctx.querystring === '' ? 0 : parseWait(ctx.query);
  const first = await services.pauses.find(of);
  const held = first?.pause.status === 'pending' && seconds > 0;
  // A poll that is held costs a place among the waits, every other one a read.
  if (!held) services.limits.read(ctx.state.key!.id);
  const shown = held ? await waitForPause(ctx, services, of, seconds) : first;
  if (!shown) throw new DomainError('not_found');
  answer(ctx, shown);
}

/** DELETE /v1/pause/:id: withdraws the question; again and again with the same answer. */
export async function cancelPause(ctx: Ctx, services: Services): Promise<void> {
  const { store, signals, pauses, metrics } = services;
  const of = pauseOf(ctx);
  const { developerId, mode, id } = of;
  const [settled] = await settle(store, [{ kind: 'cancel', developerId, mode, pauseId: id }]);
  if (!settled) throw new Error('the gate gave no verdict');
  const { verdict } = settled;
  if ('settlement' in verdict) {
    signals.settled([{ developerId, pauseId: id }]);
    signals.due();
    metrics.pausesSettled.inc({ status: verdict.settlement.status });
  }
  const shown = await pauses.find(of);
  if (!shown) throw new DomainError('not_found');
  if (shown.pause.status !== 'cancelled') {
    throw new DomainError('already_settled', `The pause is already ${shown.pause.status}.`);
  }
  writeJson(ctx, shown.text);
}

/** GET /v1/pause: newest first. */
export async function listOwnPauses(ctx: Ctx, services: Services): Promise<void> {
  const { developerId, mode } = ctx.state.key!;
  const { limit, cursor, ...filter } = parseListPauses(ctx.query);
  const wanted = { developerId, mode, ...filter, limit: limit + 1, before: cursor };
  const { rows, nextCursor } = pageOf(await listPauses(services.store, wanted), limit);
  writeJson(ctx, toJson(presentPauseList(rows, services.pauses.respondUrl, nextCursor)));
}

function pauseOf(ctx: Ctx) {
  const { developerId, mode } = ctx.state.key!;
  const id = parseId('pause', ctx.state.params.id!);
  if (id === undefined) throw new DomainError('not_found');
  return { developerId, mode, id };
}

function answer(ctx: Ctx, { text, etag }: ShownPause): void {
  ctx.set('ETag', etag);
  ctx.set('Cache-Control', 'private, no-cache');
  const known = ctx.get('If-None-Match');
  if (known !== '' && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    ctx.status = 304;
    return;
  }
  writeJson(ctx, text);
}

function writeJson(ctx: Ctx, text: string): void {
  ctx.type = 'application/json';
  ctx.body = text;
}
