// The developer's approvers: listed, added and removed.
import {
  pageOf,
  parseAddApprover,
  parseApproverQuery,
  presentApprover,
  presentApproverList,
  readId,
} from '@pausepoint/contract';
import { DomainError, type Mode } from '@pausepoint/core';
import { listApprovers, removeApprover } from '@pausepoint/store';
import { approverFault, newApprover } from '../new-approver.ts';
import { readBody, readNoFields } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { callerOf } from './caller.ts';

/** GET /v1/approvers: newest first. A developer has few: the page is cut here, not in the database. */
export async function readApprovers(ctx: Ctx, { store }: Services): Promise<void> {
  const { developerId, mode: own } = callerOf(ctx);
  const { mode: asked, limit, cursor } = parseApproverQuery(ctx.query);
  const all = await listApprovers(store, { developerId, mode: own ?? asked ?? 'live' });
  const rest = all.toReversed().filter(({ id }) => cursor === undefined || id < cursor);
  const { rows, nextCursor } = pageOf(rest, limit);
  ctx.body = presentApproverList(rows, nextCursor);
}

/** POST /v1/approvers. */
export async function addOwnApprover(ctx: Ctx, services: Services): Promise<void> {
  const { developerId, mode: own } = callerOf(ctx);
  const { mode: asked, ...wanted } = parseAddApprover(await readBody(ctx), approverFault);
  if (own && asked && asked !== own) {
    throw new DomainError('role_denied', `A ${own} key has ${own} approvers only.`);
  }
  const mode: Mode = own ?? asked ?? 'live';
  const { now } = ctx.state;
  const approver = await newApprover(services, { developerId, mode, ...wanted, now });
  ctx.status = 201;
  ctx.body = presentApprover(approver);
}

/** DELETE /v1/approvers/:id. */
export async function removeOwnApprover(ctx: Ctx, { store }: Services): Promise<void> {
  const { developerId, mode } = callerOf(ctx);
  const of = { developerId, id: readId('approver', ctx.state.params.id!), now: ctx.state.now };
  await readNoFields(ctx);
  // A session is about both worlds: the id is of one of them.
  for (const world of mode ? [mode] : (['live', 'test'] as const)) {
    if (await removeApprover(store, { ...of, mode: world })) return void (ctx.status = 204);
  }
  throw new DomainError('not_found');
}
