// The Merkle tree of RFC 6962, section 2.1: hashes, complete subtrees, and which of them prove what.

/** SHA-256 over the parts one after the other; handed in, so that the same rules run in a browser. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

/** The root of the complete subtree over the leaves `index·2^level …`; level 0 is a leaf's hash. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/** The leaves `start … end - 1`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (sha256: Sha256, leaf: Uint8Array): Uint8Array => sha256(LEAF, leaf);

export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(NODE, left, right);

/** What the root of a tree without leaves is: the hash of nothing. */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256();

/**
 * The complete subtrees that make up a range, from left to right. A range of a tree's proof begins
 * at a multiple of the power of two it fits into; `start` 0 is a whole tree.
 */
export function subtreesOf({ start, end }: LeafRange): NodePlace[] {
  const places: NodePlace[] = [];
  for (let at = start; at < end;) {
    const level = Math.floor(Math.log2(end - at));
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** The root over subtrees as `subtreesOf` lists them: the tree leans to the left. */
export function foldSubtrees(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot(sha256);
  return hashes.reduceRight((right, left) => nodeHash(sha256, left, right));
}

/** PATH(m, D[n]), section 2.1.1: whose roots prove that leaf `index` is in the tree of `size`. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  return pathWithin(index, { start: 0, end: size });
}

function pathWithin(index: number, { start, end }: LeafRange): LeafRange[] {
  if (end - start <= 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...pathWithin(index, { start, end: middle }), { start: middle, end }]
    : [...pathWithin(index, { start: middle, end }), { start, end: middle }];
}

/** PROOF(m, D[n]), section 2.1.2: whose roots prove that the tree of `from` begins that of `size`. */
export function consistencyRanges(from: number, size: number): LeafRange[] {
  return from === 0 ? [] : subproof(from, { start: 0, end: size }, true);
}

/** @param known whether the verifier already has this subtree's root: it is the earlier tree itself */
function subproof(from: number, { start, end }: LeafRange, known: boolean): LeafRange[] {
  if (from === end) return known ? [] : [{ start, end }];
  const middle = start + splitOf(end - start);
  return from <= middle
    ? [...subproof(from, { start, end: middle }, known), { start: middle, end }]
    : [...subproof(from, { start: middle, end }, false), { start, end: middle }];
}

/** The largest power of two below the number of leaves. */
const splitOf = (leaves: number): number => 2 ** (Math.ceil(Math.log2(leaves)) - 1);
