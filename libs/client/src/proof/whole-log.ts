// Goes through a whole log in its order, growing its tree, until something is not as it was sealed.
import { appendLeaves, foldSubtrees, noTree, type TreeEdge } from '@pausepoint/core/proof';
import type { AuditFault } from './audit-verdict.ts';
import { equal } from './base64.ts';
import { faultWithin, leafOf } from './check-event.ts';
import { edgeBefore } from './edge-before.ts';
import {
  altered,
  amidst,
  falseProof,
  misplaced,
  missing,
  rewritten,
  twice,
  type Gap,
} from './log-faults.ts';
import type { LogHead } from './log-heads.ts';
import { includes, type ProvenPlace } from './log-proofs.ts';
import type { ExportedEvent } from './read-event.ts';
import { sha256 } from './sha256.ts';

export interface WholeLog {
  /** The place of the event that comes next. */
  readonly size: () => number;
  /** @returns the first fault, once it is certain */
  readonly add: (event: ExportedEvent) => AuditFault | undefined;
  readonly end: () => WholeLogEnd;
}

export interface WholeLogEnd {
  readonly fault: AuditFault | undefined;
  /** The place of the first event read; what was before it is archived. */
  readonly start: number;
  /** Of all that was before it. */
  readonly startRoot: Uint8Array;
  /** The place behind the last. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly unsealed: number;
}

/**
 * @param heads in order of size
 * @param places by event id
 */
export function wholeLog(
  heads: readonly LogHead[],
  places: ReadonlyMap<string, ProvenPlace>,
): WholeLog {
  let edge: TreeEdge = noTree;
  let [start, startRoot] = [0, foldSubtrees(sha256, noTree.hashes)];
  /** Up to where a head has agreed. */
  let agreed = 0;
  let next = 0;
  let gap: Gap | undefined;
  let before: string | undefined;
  let unsealed: ExportedEvent | undefined;
  let unsealedCount = 0;
  /** The events since then, that a head which does not fit may name one. */
  let first: string | undefined;

  function meetHeads(): AuditFault | undefined {
    for (let head; (head = heads[next]) && head.size <= edge.size; next++) {
      if (head.size < edge.size) continue;
      const root = foldSubtrees(sha256, edge.hashes);
      if (!equal(root, head.root)) return rewritten(agreed, head.size, first ?? null);
      agreed = head.size;
      first = undefined;
    }
    return undefined;
  }

  return {
    size: () => edge.size,
    add(event) {
      const { sequence, event_id: id } = event;
      const leaf = leafOf(event);
      const wrong = faultWithin(event, leaf);
      if (sequence === null) {
        unsealed ??= event;
        unsealedCount++;
        return wrong === undefined || gap ? undefined : altered(event, edge.size, wrong);
      }
      if (gap) return sequence === gap.from ? misplaced(gap, id) : undefined;
      if (unsealed) return amidst(unsealed, edge.size);
      if (sequence < edge.size) return twice(event, before);
      const place = places.get(id);
      const begins = sequence > edge.size;
      if (begins && !(place && edge.size === 0)) {
        gap = { from: edge.size, to: sequence - 1, before, after: id };
        return undefined;
      }
      if (wrong !== undefined) return altered(event, sequence, wrong);
      if (place && !includes(place.head, { ...place, sequence }, leaf!)) return falseProof(event);
      if (begins) {
        edge = edgeBefore({ ...place!, sequence });
        start = agreed = sequence;
        startRoot = foldSubtrees(sha256, edge.hashes);
      }
      edge = appendLeaves(sha256, edge, [leaf!]).edge;
      before = id;
      first ??= id;
      return meetHeads();
    },
    end() {
      const root = foldSubtrees(sha256, edge.hashes);
      const fault = gap && missing(gap);
      return { fault, start, startRoot, size: edge.size, root, unsealed: unsealedCount };
    },
  };
}
