// What proves a place in a log, or that it only grew: hashes by the places RFC 6962 names.
import { sha256 } from '@pausepoint/core';
import {
  consistencyRanges,
  foldSubtrees,
  inclusionRanges,
  subtreesOf,
  type LeafRange,
  type NodePlace,
} from '@pausepoint/core/proof';
import type { Scope } from '../records.ts';
import { run } from '../sql.ts';
import type { Store } from '../store.ts';

export interface LogHead {
  readonly size: number;
  /** The signed note. */
  readonly checkpoint: string;
}

export interface NewestHead extends LogHead {
  readonly sealedAt: Date;
}

const head = {
  name: 'read-log-head',
  text: `select size::float8 as size, checkpoint, sealed_at as "sealedAt" from audit_log
    where developer_id = $1 and mode = $2 and checkpoint is not null`,
};

/** Undefined before anything was sealed. */
export async function findLogHead(
  store: Store,
  { developerId, mode }: Scope,
): Promise<NewestHead | undefined> {
  const [row] = await run<NewestHead>(store.pool, head, [developerId, mode]);
  return row;
}

const heads = {
  name: 'read-log-heads',
  text: `select l.developer_id as "developerId", l.mode, l.size::float8 as size, l.checkpoint
    from unnest($1::uuid[], $2::text[]) as k (developer_id, mode)
    join audit_log l on l.developer_id = k.developer_id and l.mode = k.mode
    where l.checkpoint is not null`,
};

/** Of those logs, as far as anything of them was sealed. */
export const findLogHeads = (
  store: Store,
  scopes: readonly Scope[],
): Promise<(Scope & LogHead)[]> =>
  run<Scope & LogHead>(store.pool, heads, [
    scopes.map(({ developerId }) => developerId),
    scopes.map(({ mode }) => mode),
  ]);

export interface LogPlace {
  readonly sequence: number;
  readonly leafHash: Buffer;
}

const place = {
  name: 'find-audit-leaf',
  text: `select sequence::float8 as sequence, hash as "leafHash" from audit_leaf
    where developer_id = $1 and mode = $2 and event_id = $3`,
};

/** Undefined while it is not sealed, or there is no such event. */
export async function findLogPlace(
  store: Store,
  { developerId, mode, eventId }: Scope & { readonly eventId: string },
): Promise<LogPlace | undefined> {
  const [row] = await run<LogPlace>(store.pool, place, [developerId, mode, eventId]);
  return row;
}

const event = {
  name: 'has-audit-event',
  text: `select 1 as one from audit_event where developer_id = $1 and mode = $2 and id = $3`,
};

/** Sealed or not. */
export async function hasEvent(
  store: Store,
  { developerId, mode, eventId }: Scope & { readonly eventId: string },
): Promise<boolean> {
  return (await run(store.pool, event, [developerId, mode, eventId])).length > 0;
}

/** @returns the proof that leaf `sequence` is in the log's tree of `size` */
export const inclusionProof = (
  store: Store,
  { sequence, size, ...scope }: Scope & { readonly sequence: number; readonly size: number },
): Promise<Uint8Array[]> => rootsOf(store, scope, inclusionRanges(sequence, size));

/** @returns the proof that the tree of `size` began as the tree of `from` */
export const consistencyProof = (
  store: Store,
  { from, size, ...scope }: Scope & { readonly from: number; readonly size: number },
): Promise<Uint8Array[]> => rootsOf(store, scope, consistencyRanges(from, size));

const nodes = {
  name: 'read-audit-nodes',
  text: `select k.n, coalesce(l.hash, t.hash) as hash
    from unnest($3::int[], $4::bigint[]) with ordinality as k (level, index, n)
    left join audit_leaf l on k.level = 0 and l.developer_id = $1 and l.mode = $2
      and l.sequence = k.index
    left join audit_node t on k.level > 0 and t.developer_id = $1 and t.mode = $2
      and t.level = k.level and t.index = k.index
    order by k.n`,
};

/** Null where the log is not sealed that far. */
export async function readNodes(
  store: Store,
  { developerId, mode }: Scope,
  places: readonly NodePlace[],
): Promise<(Buffer | null)[]> {
  const rows = await run<{ hash: Buffer | null }>(store.pool, nodes, [
    developerId,
    mode,
    places.map(({ level }) => level),
    places.map(({ index }) => index),
  ]);
  return rows.map(({ hash }) => hash);
}

async function rootsOf(
  store: Store,
  scope: Scope,
  ranges: readonly LeafRange[],
): Promise<Uint8Array[]> {
  const places = ranges.map(subtreesOf);
  const hashes = await readNodes(store, scope, places.flat());
  if (hashes.includes(null)) throw new Error('the log is not sealed that far');
  return places.map(({ length }) => foldSubtrees(sha256, hashes.splice(0, length) as Buffer[]));
}
