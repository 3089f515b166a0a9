// Checks a Merkle proof against a root, as RFC 9162 (6962's successor), sections 2.1.3.2 and 2.1.4.2, says.
import { nodeHash, type Sha256 } from './merkle.ts';

export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the tree of that size and root has that leaf hash at that place. */
export function verifyInclusion(sha256: Sha256, claim: Inclusion): boolean {
  const { leaf, index, size, proof, root } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equal(hash, root);
}

export interface Consistency {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the tree of `size` begins with the very leaves of the tree of `from`. */
export function verifyConsistency(sha256: Sha256, claim: Consistency): boolean {
  const { from, fromRoot, size, root, proof } = claim;
  if (!isCount(from) || !isCount(size) || from > size) return false;
  if (from === size) return proof.length === 0 && equal(fromRoot, root);
  // Everything begins with nothing.
  if (from === 0) return proof.length === 0 && equal(fromRoot, sha256());
  const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let place = from - 1;
  let last = size - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let old = first;
  let now = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      old = nodeHash(sha256, sibling, old);
      now = nodeHash(sha256, sibling, now);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      now = nodeHash(sha256, now, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equal(old, fromRoot) && equal(now, root);
}

/** Not by shifting: a log may grow beyond 2^31 leaves. */
const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));

export const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
