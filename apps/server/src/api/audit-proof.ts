// GET /v1/audit/checkpoint and /v1/audit/proof: what somebody elsewhere can hold us to.
import {
  parseProofQuery,
  presentConsistency,
  presentInclusion,
  refuseProof,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import {
  consistencyProof,
  findLogHead,
  findLogPlace,
  hasEvent,
  inclusionProof,
  type LogHead,
  type LogPlace,
  type Scope,
  type Store,
} from '@pausepoint/store';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';

export async function readCheckpoint(ctx: Ctx, { store }: Services): Promise<void> {
  const { checkpoint } = await headOf(store, scopeOf(ctx));
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = checkpoint;
}

export async function readProof(ctx: Ctx, { store }: Services): Promise<void> {
  const scope = scopeOf(ctx);
  const wish = parseProofQuery(ctx.query);
  ctx.body =
    'from' in wish
      ? await proveGrowth(store, scope, wish.from)
      : await proveEvent(store, scope, wish.eventId);
}

async function proveEvent(store: Store, scope: Scope, eventId: string) {
  const place = await placeOf(store, scope, eventId);
  // Read after the place, the head is never behind it.
  const head = await headOf(store, scope);
  const { sequence } = place;
  const proof = await inclusionProof(store, { ...scope, sequence, size: head.size });
  return presentInclusion({ id: eventId, ...place }, head, proof);
}

async function proveGrowth(store: Store, scope: Scope, from: number) {
  const head = await headOf(store, scope);
  if (from > head.size) refuseProof('from_size', `is more than the log’s ${head.size} events`);
  const proof = await consistencyProof(store, { ...scope, from, size: head.size });
  return presentConsistency(from, head, proof);
}

async function placeOf(store: Store, scope: Scope, eventId: string): Promise<LogPlace> {
  const of = { ...scope, eventId };
  const place = await findLogPlace(store, of);
  if (place) return place;
  if (!(await hasEvent(store, of))) throw new DomainError('not_found');
  throw notSealed('The event is not sealed yet');
}

async function headOf(store: Store, scope: Scope): Promise<LogHead> {
  const head = await findLogHead(store, scope);
  if (!head) throw new DomainError('not_found', 'Nothing of this log is sealed yet.');
  return head;
}

/** As a rule a matter of a second. */
export const notSealed = (what: string): DomainError =>
  new DomainError('overloaded', `${what}; as a rule it is within a second.`, {
    retryAfterSeconds: 1,
  });
