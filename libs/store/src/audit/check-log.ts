// Computes a log anew from its events, as far back as is wanted: whether its signed head is theirs.
import { sha256 } from '@pausepoint/core';
import {
  appendLeaves,
  auditLeaf,
  foldSubtrees,
  leafHash,
  readCheckpoint,
  subtreesOf,
  type TreeEdge,
} from '@pausepoint/core/proof';
import type { Scope } from '../records.ts';
import type { Store } from '../store.ts';
import { findLogHead, type LogHead, type NewestHead, readNodes } from './proofs.ts';
import { archivedOf, findAdded, readPlaces, type Place } from './read-places.ts';
import { toLogged } from './to-logged.ts';

/** The first that does not fit; where the head itself does not, nobody can say which event it is about. */
export type LogFault =
  | { readonly kind: 'altered' | 'missing'; readonly sequence: number; readonly eventId: string }
  | { readonly kind: 'no_leaf'; readonly sequence: number }
  | { readonly kind: 'added'; readonly eventId: string }
  | { readonly kind: 'head' };

/** Held against the newest head; who signed that is not looked at here. */
export interface LogCheck extends NewestHead {
  /** The first place whose event was read; of those before, the hashes that were kept were taken as they are. */
  readonly from: number;
  /** Places at the beginning whose events lie in the archive. */
  readonly archived: number;
  readonly fault: LogFault | null;
}

/** Places at once: hashing them holds everybody else up for a few milliseconds, no more. */
const PAGE = 250;

/** @param of.most events at most, the newest. Undefined before anything was sealed. */
export async function checkLog(
  store: Store,
  { most, ...scope }: Scope & { readonly most: number },
): Promise<LogCheck | undefined> {
  const head = await findLogHead(store, scope);
  if (!head) return undefined;
  const archived = await archivedOf(store, scope);
  const from = Math.max(archived, head.size - most);
  return { ...head, from, archived, fault: await faultOf(store, scope, head, from) };
}

async function faultOf(
  store: Store,
  scope: Scope,
  { size, checkpoint }: LogHead,
  from: number,
): Promise<LogFault | null> {
  const signed = readCheckpoint(checkpoint);
  const before = await readNodes(store, scope, subtreesOf({ start: 0, end: from }));
  if (signed?.size !== size || before.includes(null)) return { kind: 'head' };
  let edge: TreeEdge = { size: from, hashes: before as Buffer[] };
  let lowest: string | undefined;
  for (let at = from; at < size; at += PAGE) {
    const places = await readPlaces(store, scope, at, Math.min(at + PAGE, size));
    const grown = grow(edge, places);
    if ('kind' in grown) return grown;
    edge = grown;
    for (const { eventId } of places)
      if (lowest === undefined || eventId! < lowest) lowest = eventId!;
  }
  const root = foldSubtrees(sha256, edge.hashes);
  if (!Buffer.from(root).equals(signed.root)) return { kind: 'head' };
  const added = lowest && (await findAdded(store, scope, lowest));
  return added ? { kind: 'added', eventId: added } : null;
}

/** The edge with the leaves of these events, or the first of them that is not what was sealed. */
function grow(edge: TreeEdge, places: readonly Place[]): TreeEdge | LogFault {
  const leaves: Uint8Array[] = [];
  for (const { sequence, eventId, hash, event } of places) {
    if (eventId === null || hash === null) return { kind: 'no_leaf', sequence };
    if (!event) return { kind: 'missing', sequence, eventId };
    const leaf = leafHash(sha256, auditLeaf(toLogged(event)));
    if (!hash.equals(leaf)) return { kind: 'altered', sequence, eventId };
    leaves.push(leaf);
  }
  return appendLeaves(sha256, edge, leaves).edge;
}
