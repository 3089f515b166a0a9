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
import { queryOf } from '../query-of.ts';
import type { Ctx, Exchange, Services, Told } from '../services.ts';
import { withdrawPause } from '../withdraw-pause.ts';
import { writeJson } from '../write-json.ts';
import { waitForPause } from './wait-for-pause.ts';

/** GET /v1/pause/:id, held for `?wait=` seconds while it is pending. */
export async function readPause(exchange: Exchange, services: Services): Promise<Told> {
  const of = pauseOf(exchange);
  const seconds = waitOf(exchange);
  const shown = await (seconds > 0
    ? readOrWait(exchange, services, of, seconds)
    : read(exchange, services, of));
  if (!shown) throw new DomainError('not_found');
  return toTold(exchange, shown, await witness(services, of, shown));
}

/** Every settled poll takes the log's head along, so that its reader can hold us to it. */
async function witness({ checkpoints }: Services, of: Of, { pause }: ShownPause) {
  if (pause.status !== 'pending') return checkpoints.latest(of);
  // Known by the time the next poll may find it settled.
  checkpoints.ask(of);
  return undefined;
}

function waitOf(exchange: Exchange): number {
  const query = queryOf(exchange);
  return query ? parseWait(query) : 0;
}

type Of = ReturnType<typeof pauseOf>;

function read({ state }: Exchange, { limits, pauses }: Services, of: Of) {
  limits.read(state.key!.id);
  return pauses.find(of);
}

/** A poll that is held costs a place among the waits; one that is answered at once, a read. */
async function readOrWait(exchange: Exchange, services: Services, of: Of, seconds: number) {
  const shown = await services.pauses.find(of);
  if (shown?.pause.status === 'pending') {
    services.checkpoints.ask(of);
    return waitForPause(exchange, services, of, seconds);
  }
  services.limits.read(exchange.state.key!.id);
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
  writeJson(ctx, shown.json, 'latin1');
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

function pauseOf({ state }: Exchange) {
  const { developerId, mode } = state.key!;
  const id = readId('pause', state.params.id!);
  state.pauseId = id;
  return { developerId, mode, id };
}

function toTold(
  { req }: Exchange,
  { json, etag }: ShownPause,
  checkpoint: string | undefined,
): Told {
  const headers = ['ETag', etag, 'Cache-Control', 'private, no-cache'];
  if (checkpoint !== undefined) headers.push('X-PausePoint-Checkpoint', checkpoint);
  const known = req.headers['if-none-match']?.split(',') ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return { status: 304, headers };
  headers.push('Content-Type', 'application/json; charset=utf-8');
  return { status: 200, headers, json };
}
