// Which of the heads given are shown to be of the very log that was read: none is passed over in silence.
import type { AuditFault } from './audit-verdict.ts';
import { cutOff, falseGrowth, otherLog } from './head-faults.ts';
import { equal } from './base64.ts';
import type { LogHead } from './log-heads.ts';
import { growsFrom } from './log-proofs.ts';
import type { PickedEnd } from './picked-events.ts';
import type { KnownEvidence } from './read-evidence.ts';
import type { WholeLogEnd } from './whole-log.ts';

export interface FittingHeads {
  readonly fault?: AuditFault | undefined;
  /** Up to where the log that was read is signed. */
  readonly covered: number;
  /** The largest of them. */
  readonly reach: number;
  /** Of the same log or not: what was given does not tell. */
  readonly apart: readonly LogHead[];
}

/** Every head within the file has been met, and found to agree. */
export function fitWhole(whole: WholeLogEnd, known: KnownEvidence): FittingHeads {
  const { start, startRoot, size, root } = whole;
  const { heads, wanted } = known;
  const before = heads.find((head) => head.size === start);
  if (before && !equal(before.root, startRoot)) return failed(otherLog(before));
  const within = heads.filter((head) => head.size > start && head.size <= size);
  // All there is grows from nothing, which shows nothing.
  const parts = [[start, startRoot], [size, root], ...within.map(rooted)] as const;
  const roots = new Map(parts.filter(([from]) => from > 0));
  const fault = follow(roots, known, size);
  if (fault) return failed(fault);
  const reach = Math.max(start, ...heads.map((head) => (roots.has(head.size) ? head.size : 0)));
  const covered = Math.min(size, reach);
  const later = (covered > start ? wanted : heads).find(
    (head) => head.size > size && !roots.has(head.size),
  );
  if (later) return failed(cutOff(size, later));
  return { covered, reach, apart: wanted.filter((head) => head.size > 0 && !roots.has(head.size)) };
}

/**
 * Some events of a log: each is in that of the head its proof leads to. For another head to say anything
 * of them, all must be the beginning of one log.
 */
export function fitPicked({ heads }: PickedEnd, known: KnownEvidence): FittingHeads {
  const all = [...new Set([...heads, ...known.wanted])].sort((a, b) => a.size - b.size);
  const roots = new Map(all.slice(-1).map(rooted));
  const fault = follow(roots, known, Infinity);
  if (fault) return failed(fault);
  const held = heads.length > 0 && known.wanted.length > 0;
  return { covered: 0, reach: 0, apart: held ? all.filter(({ size }) => !roots.has(size)) : [] };
}

const rooted = ({ size, root }: LogHead): [number, Uint8Array] => [size, root];

const failed = (fault: AuditFault): FittingHeads => ({ fault, covered: 0, reach: 0, apart: [] });

/**
 * Adds to the roots, by size, those of logs that one of them began as, and those of logs that began as one
 * of at least that size: what began as less of it may have gone on otherwise.
 */
function follow(
  roots: Map<number, Uint8Array>,
  { heads, growths }: KnownEvidence,
  least: number,
): AuditFault | undefined {
  for (let before = -1; before !== roots.size;) {
    before = roots.size;
    for (const { head, proof } of growths) {
      const from = proof.from_size;
      const fromRoot = roots.get(from) ?? heads.find(({ size }) => size === from)?.root;
      if (from === 0 || !fromRoot || !(roots.has(from) || roots.has(head.size))) continue;
      if (!growsFrom(head, proof, fromRoot)) return falseGrowth(from, head);
      if (roots.has(head.size)) roots.set(from, fromRoot);
      else if (from >= least) roots.set(head.size, head.root);
    }
  }
  return undefined;
}
