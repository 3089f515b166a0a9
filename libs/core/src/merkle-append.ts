// Grows a Merkle tree at its right edge, keeping no more of it than its complete subtrees.
import { nodeHash, type NodePlace, type Sha256 } from './merkle.ts';

/** All that is needed to go on: the roots `subtreesOf({ start: 0, end: size })` lists. */
export interface TreeEdge {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export interface TreeNode extends NodePlace {
  readonly hash: Uint8Array;
}

export const noTree: TreeEdge = { size: 0, hashes: [] };

/** @returns the new edge, and every subtree that the leaves have completed, the leaves among them */
export function appendLeaves(
  sha256: Sha256,
  edge: TreeEdge,
  leaves: readonly Uint8Array[],
): { readonly edge: TreeEdge; readonly nodes: readonly TreeNode[] } {
  const hashes = [...edge.hashes];
  const nodes: TreeNode[] = [];
  let { size } = edge;
  for (const leaf of leaves) {
    let node: TreeNode = { level: 0, index: size, hash: leaf };
    nodes.push(node);
    // As many ones as end the size in binary, as many subtrees to the left are waiting for this one.
    for (; node.index % 2 === 1; nodes.push(node)) {
      const hash = nodeHash(sha256, hashes.pop()!, node.hash);
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash };
    }
    hashes.push(node.hash);
    size++;
  }
  return { edge: { size, hashes }, nodes };
}
