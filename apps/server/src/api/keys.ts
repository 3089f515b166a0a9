// The developer's API keys: listed without their secrets, made, rotated and revoked.
import {
  pageOf,
  parseCreateKey,
  parseKeyQuery,
  parseRotateKey,
  presentKeyList,
  presentNewKey,
  readId,
} from '@pausepoint/contract';
import { DomainError, type Mode } from '@pausepoint/core';
import { createKey, listKeys, revokeKey, rotateKey } from '@pausepoint/store';
import { readBody, readNoFields, readOptionalBody } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { callerOf } from './caller.ts';

/** GET /v1/keys: newest first. A developer has few: the page is cut here, not in the database. */
export async function readKeys(ctx: Ctx, { store }: Services): Promise<void> {
  const { developerId, mode: own } = callerOf(ctx);
  const { mode: asked, limit, cursor } = parseKeyQuery(ctx.query);
  const keys = await listKeys(store, { developerId, mode: own ?? asked });
  const rest = cursor === undefined ? keys : keys.filter(({ id }) => id < cursor);
  const { rows, nextCursor } = pageOf(rest, limit);
  ctx.body = presentKeyList(rows, nextCursor);
}

/** POST /v1/keys. */
export async function addKey(ctx: Ctx, { store }: Services): Promise<void> {
  const { developerId, mode: own } = callerOf(ctx);
  const { mode: asked, prefix, ...wanted } = parseCreateKey(await readBody(ctx));
  if (own && asked && asked !== own) {
    throw new DomainError('role_denied', `A ${own} key makes ${own} keys only.`);
  }
  const mode: Mode = own ?? asked ?? 'live';
  const { key, record } = await createKey(store, {
    ...wanted,
    developerId,
    mode,
    prefix: prefix === 'hitl' ? hitlPrefixes[mode] : `pp_${mode}_`,
    now: ctx.state.now,
  });
  ctx.status = 201;
  ctx.body = presentNewKey(record, key);
}

const hitlPrefixes = { live: 'hitl_', test: 'hitl_test_' } as const;

/** DELETE /v1/keys/:id: refused everywhere within a second. */
export async function withdrawKey(ctx: Ctx, { store, keys }: Services): Promise<void> {
  const of = { ...callerOf(ctx), id: readId('key', ctx.state.params.id!), now: ctx.state.now };
  await readNoFields(ctx);
  if (!(await revokeKey(store, of))) throw new DomainError('not_found');
  keys.forget();
  ctx.status = 204;
}

/** POST /v1/keys/:id/rotate: the old secret works on for the overlap. */
export async function replaceKey(ctx: Ctx, { store, keys }: Services): Promise<void> {
  const id = readId('key', ctx.state.params.id!);
  const { overlapHours } = parseRotateKey(await readOptionalBody(ctx));
  const of = { ...callerOf(ctx), id, now: ctx.state.now, overlapHours };
  const rotated = await rotateKey(store, of);
  if (!rotated) throw new DomainError('not_found');
  keys.forget();
  ctx.status = 201;
  ctx.body = presentNewKey(rotated.record, rotated.key);
}
