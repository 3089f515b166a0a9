// What was before the first event of a log whose older part is not at hand.
import type { TreeEdge } from '@pausepoint/core/proof';
import { hashesOf, type ProvenPlace } from './log-proofs.ts';

/**
 * To the left of an event’s path to the root lie just the subtrees that make up all before it.
 * @param place whose path was found true
 */
export function edgeBefore({ head, sequence, proof }: ProvenPlace): TreeEdge {
  const left: Uint8Array[] = [];
  let [place, last] = [sequence, head.size - 1];
  for (const hash of hashesOf(proof)!) {
    // At the right edge of the tree, levels without a sibling are skipped.
    while (place === last && place % 2 === 0 && place > 0) {
      [place, last] = [place / 2, Math.floor(last / 2)];
    }
    if (place % 2 === 1) left.unshift(hash);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return { size: sequence, hashes: left };
}
