// Whether an event is what its own hash says, and what of it can still be read.
import { auditLeaf, falseOpenings, leafHash, type LoggedEvent } from '@pausepoint/core/proof';
import { toBase64 } from './base64.ts';
import type { ExportedEvent } from './read-event.ts';
import { sha256 } from './sha256.ts';

/** Undefined for what no leaf can be made of. */
export function leafOf(event: LoggedEvent): Uint8Array | undefined {
  try {
    return leafHash(sha256, auditLeaf(event));
  } catch {
    return undefined;
  }
}

/** What is wrong with it, in words; undefined: nothing. */
export function faultWithin(event: ExportedEvent, leaf: Uint8Array | undefined) {
  if (!leaf) return 'is no event that could have been sealed';
  if (event.leaf_hash !== null && event.leaf_hash !== toBase64(leaf)) {
    return 'is not what its leaf hash says';
  }
  const [name] = falseOpenings(sha256, event.detail);
  return name && `shows a detail${name} that is not what was committed to`;
}

/** How many values are there as commitments only. */
export function closedIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + closedIn(one), 0);
  return Object.entries(value).reduce((sum, [name, one]) => {
    const of = name.endsWith('_commitment') ? name.slice(0, -'_commitment'.length) : undefined;
    const closed = of !== undefined && !Object.hasOwn(value, of) && one !== null;
    return sum + closedIn(one) + (closed ? 1 : 0);
  }, 0);
}
