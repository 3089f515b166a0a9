// Reading, listing, waiting for and cancelling one's own pauses.
import {
  pageOf,
  parseListPauses,
  parseWait,
  presentPauseList,
  readId,
  toJson,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { erasePersonalData, listPauses } from '@pausepoint/store';
import { readNoFields } from '../middleware/body.ts';
import type { ShownPause } from '../pause-reader.ts';
import type { Ctx, Services } from '../services.ts';
import { withdrawPause } from '../withdraw-pause.ts';
import { writeJson } from '../write-json.ts';
import { waitForPause } from './wait-for-pause.ts';

/** GET /v1/pause/:id, held for `?wait=` seconds while it is pending. */
export async function readPause(ctx: Ctx, services: Services): Promise<void> {
  const of = pauseOf(ctx);
  services.checkpoints.ask(of);
  const seconds = ctx.querystring === '' ? 0 : parseWait(ctx.query);
  const shown = await (seconds > 0
    ? readOrWait(ctx, services, of, seconds)
    : read(ctx, services, of));
  if (!shown) throw new DomainError('not_found');
  if (shown.pause.status !== 'pending') await witness(ctx, services, of);
  answer(ctx, shown);
}

/** Every settled poll takes the log's head along, so that its reader can hold us to it. */
async function witness(ctx: Ctx, { checkpoints }: Services, of: Of): Promise<void> {
  const checkpoint = await checkpoints.latest(of);
  if (checkpoint !== undefined) ctx.set('X-PausePoint-Checkpoint', checkpoint);
}

type Of = ReturnType<typeof pauseOf>;

function read(ctx: Ctx, { limits, pauses }: Services, of: Of) {
  limits.read(ctx.state.key!.id);
  return pauses.find(of);
}

/** A poll that is held costs a place among the waits; one that is answered at once, a read. */
async function readOrWait(ctx: Ctx, services: Services, of: Of, seconds: number) {
  const shown = await services.pauses.find(of);
  if (shown?.pause.status === 'pending') return waitForPause(ctx, services, of, seconds);
  services.limits.read(ctx.state.key!.id);
  return shown;
}

/** DELETE /v1/pause/:id: withdraws the question; again and again with the same answer. */
export async function cancelPause(ctx: Ctx, services: Services): Promise<void> {
  const of = pauseOf(ctx);
  await readNoFields(ctx);
  const shown = await withdrawPause(services, of);
  if (shown.pause.status !== 'cancelled') {
    throw new DomainError('already_settled', `The pause is already ${shown.pause.status}.`);
  }
  writeJson(ctx, shown.json);
}

/** DELETE /v1/pause/:id/personal-data: for good; again and again with the same answer. */
export async function eraseFromPause(ctx: Ctx, { store, pauses }: Services): Promise<void> {
  const of = pauseOf(ctx);
  await readNoFields(ctx);
  if (!(await erasePersonalData(store, of))) throw new DomainError('not_found');
  pauses.forget(of);
  ctx.status = 204;
}

/** GET /v1/pause: newest first. */
export async function listOwnPauses(ctx: Ctx, services: Services): Promise<void> {
  const { developerId, mode } = ctx.state.key!;
  const { store, pauses } = services;
  const { cursor, ...filter } = parseListPauses(ctx.query);
  const found = await listPauses(store, {
    developerId,
    mode,
    ...filter,
    before: cursor,
    // One more than asked for tells whether there is a next page.
    limit: filter.limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, filter.limit);
  writeJson(ctx, toJson(presentPauseList(rows, pauses.respondUrl, nextCursor)));
}

function pauseOf(ctx: Ctx) {
  const { developerId, mode } = ctx.state.key!;
  const id = readId('pause', ctx.state.params.id!);
  ctx.state.pauseId = id;
  return { developerId, mode, id };
}

function answer(ctx: Ctx, { json, etag }: ShownPause): void {
  ctx.set('ETag', etag);
  ctx.set('Cache-Control', 'private, no-cache');
  const known = ctx.get('If-None-Match');
  if (known !== '' && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    ctx.status = 304;
    return;
  }
  writeJson(ctx, json);
}
