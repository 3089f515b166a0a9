// The tree that the audit log is sealed into: RFC 6962 to the letter, and no proof that proves more.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendLeaves, noTree } from './merkle-append.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
import {
  consistencyRanges,
  foldSubtrees,
  inclusionRanges,
  leafHash,
  nodeHash,
  subtreesOf,
  type LeafRange,
} from './merkle.ts';
import { sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const leaf = (bytes: Uint8Array): Uint8Array => leafHash(sha256, bytes);

// The test data of Certificate Transparency's reference implementation (merkle_tree_test.cc).
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree kept as nodes, the way the store keeps it. */
function grow(leaves: readonly Uint8Array[], batch = leaves.length) {
  const nodes = new Map<string, Uint8Array>();
  let edge = noTree;
  for (let at = 0; at < leaves.length; at += Math.max(batch, 1)) {
    const grown = appendLeaves(sha256, edge, leaves.slice(at, at + Math.max(batch, 1)));
    edge = grown.edge;
    for (const { level, index, hash } of grown.nodes) nodes.set(`${level}/${index}`, hash);
  }
  const rootOf = (range: LeafRange): Uint8Array =>
    foldSubtrees(
      sha256,
      subtreesOf(range).map(({ level, index }) => nodes.get(`${level}/${index}`)!),
    );
  return { edge, rootOf };
}

/** The definition of section 2.1, as it stands there. */
function merkleTreeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = merkleTreeHash(leaves.slice(0, split));
  return nodeHash(sha256, left, merkleTreeHash(leaves.slice(split)));
}

const someLeaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => leaf(Buffer.from(`leaf ${index}`)));

test('the roots of the reference implementation come out', () => {
  const leaves = inputs.map(leaf);
  roots.forEach((root, index) => {
    const { edge } = grow(leaves.slice(0, index + 1));
    expect(hex(foldSubtrees(sha256, edge.hashes))).toBe(root);
  });
  expect(hex(foldSubtrees(sha256, []))).toBe(hex(sha256()));
});

test('a proof of the reference implementation comes out', () => {
  const { rootOf } = grow(inputs.map(leaf));
  expect(inclusionRanges(5, 8).map(rootOf).map(hex)).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('however the leaves come in, the tree is the one of the definition', () => {
  fc.assert(
    fc.property(fc.nat(70), fc.integer({ min: 1, max: 9 }), (count, batch) => {
      const leaves = someLeaves(count);
      const { edge, rootOf } = grow(leaves, batch);
      const root = hex(merkleTreeHash(leaves));
      expect(hex(foldSubtrees(sha256, edge.hashes))).toBe(root);
      expect(hex(rootOf({ start: 0, end: count }))).toBe(root);
      expect(edge.size).toBe(count);
    }),
  );
});

test('every leaf of every tree proves its place, and no other', () => {
  const leaves = someLeaves(33);
  const { rootOf } = grow(leaves, 5);
  for (let size = 1; size <= leaves.length; size++) {
    const root = rootOf({ start: 0, end: size });
    for (let index = 0; index < size; index++) {
      const proof = inclusionRanges(index, size).map(rootOf);
      const claim = { leaf: leaves[index]!, index, size, proof, root };
      expect(verifyInclusion(sha256, claim)).toBe(true);
      expect(verifyInclusion(sha256, { ...claim, leaf: sha256(leaves[index]!) })).toBe(false);
      expect(verifyInclusion(sha256, { ...claim, index: (index + 1) % (size + 1) })).toBe(false);
      expect(verifyInclusion(sha256, { ...claim, proof: [...proof, root] })).toBe(false);
      expect(size > 1 && verifyInclusion(sha256, { ...claim, proof: proof.slice(1) })).toBe(false);
    }
  }
});

test('every tree proves to begin with each that it grew from, and with no other', () => {
  const leaves = someLeaves(33);
  const { rootOf } = grow(leaves);
  const other = grow(leaves.map((hash, index) => (index === 3 ? sha256(hash) : hash)));
  for (let size = 1; size <= leaves.length; size++) {
    const root = rootOf({ start: 0, end: size });
    for (let from = 0; from <= size; from++) {
      const fromRoot = rootOf({ start: 0, end: from });
      const proof = consistencyRanges(from, size).map(rootOf);
      const claim = { from, fromRoot, size, root, proof };
      expect(verifyConsistency(sha256, claim)).toBe(true);
      expect(verifyConsistency(sha256, { ...claim, proof: [...proof, root] })).toBe(false);
      if (from <= 3) continue;
      const forged = other.rootOf({ start: 0, end: from });
      expect(verifyConsistency(sha256, { ...claim, fromRoot: forged })).toBe(false);
      const rewritten = other.rootOf({ start: 0, end: size });
      const rewrittenProof = consistencyRanges(from, size).map(other.rootOf);
      const rebuilt = { ...claim, root: rewritten, proof: rewrittenProof };
      expect(verifyConsistency(sha256, rebuilt)).toBe(false);
    }
  }
});

test('nonsense is no proof and no error', () => {
  const root = sha256();
  const none = { leaf: root, proof: [], root };
  for (const index of [-1, 0.5, NaN, Infinity, 2 ** 60]) {
    expect(verifyInclusion(sha256, { ...none, index, size: 1 })).toBe(false);
    expect(verifyInclusion(sha256, { ...none, index: 0, size: index })).toBe(false);
    const claim = { from: index, fromRoot: root, size: 1, root, proof: [] };
    expect(verifyConsistency(sha256, claim)).toBe(false);
  }
});
