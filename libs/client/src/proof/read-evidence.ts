// Reads what an export is held against, and sorts out what can be believed.
import type { AuditEvidence } from './audit-evidence.ts';
import type { AuditFault } from './audit-verdict.ts';
import { faultOfHeads, type Grown } from './head-faults.ts';
import { listOf } from './list-of.ts';
import { readHeads, readNotes, type LogHead } from './log-heads.ts';
import { readProofs, type LogProof, type ProvenPlace } from './log-proofs.ts';
import { readPublicKeys } from './public-keys.ts';

export interface KnownEvidence {
  readonly fault: AuditFault | undefined;
  readonly origin: string | null;
  /** Those that can be believed, or at least compared; in order of size. */
  readonly heads: readonly LogHead[];
  /** Those of them that must fit: all but what only leads an event’s proof to a root. */
  readonly wanted: readonly LogHead[];
  /** How many are signed by nobody known. */
  readonly foreign: number;
  readonly keyless: boolean;
  readonly places: ReadonlyMap<string, ProvenPlace>;
  readonly growths: readonly Grown[];
}

export async function readEvidence(evidence: AuditEvidence): Promise<KnownEvidence> {
  const keys = listOf(evidence.keys).flatMap(readPublicKeys);
  const proofs = listOf(evidence.proofs).flatMap(readProofs);
  const kept = listOf(evidence.checkpoints).flatMap((text) => {
    const notes = readNotes(text);
    // Nothing found is a mistake to be told.
    return notes.length > 0 ? notes : [''];
  });
  const notes = [...kept, ...proofs.map(({ checkpoint }) => checkpoint)];
  const mustFit = new Set([
    ...kept,
    ...proofs.filter(isGrowth).map(({ checkpoint }) => checkpoint),
  ]);
  const all = notes.length > 0 ? await readHeads(notes, keys) : [];
  const heads = all.filter(({ signed }) => signed === 'true' || signed === 'unasked');
  return {
    fault: faultOfHeads(all.filter(({ signed }) => signed !== 'unknown')),
    origin: all[0]?.origin ?? null,
    heads,
    wanted: heads.filter(({ note }) => mustFit.has(note)),
    foreign: all.filter(({ signed }) => signed === 'unknown').length,
    keyless: keys.length === 0,
    ...proven(proofs, heads),
  };
}

const isGrowth = (proof: LogProof) => 'from_size' in proof;

function proven(proofs: readonly LogProof[], heads: readonly LogHead[]) {
  const places = new Map<string, ProvenPlace>();
  const growths: Grown[] = [];
  for (const proof of proofs) {
    const head = heads.find(({ note }) => note === proof.checkpoint);
    if (!head) continue;
    if (!('from_size' in proof)) places.set(proof.event_id, { ...proof, head });
    else growths.push({ head, proof });
  }
  return { places, growths };
}
