// Proofs of places in a log, and of its growth, as `/v1/audit/proof` tells them.
import { verifyConsistency, verifyInclusion } from '@pausepoint/core/proof';
import { fromBase64 } from './base64.ts';
import type { LogHead } from './log-heads.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

export interface InclusionProof {
  readonly event_id: string;
  readonly sequence: number;
  readonly size: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

export interface ConsistencyProof {
  readonly from_size: number;
  readonly size: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

export type LogProof = InclusionProof | ConsistencyProof;

/** An inclusion proof, and the head it leads to. */
export interface ProvenPlace extends InclusionProof {
  readonly head: LogHead;
}

/** One JSON object, or one on each line. */
export function readProofs(text: string): LogProof[] {
  const whole = parse(text);
  const all = whole
    ? [whole]
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parse);
  if (all.length === 0 || !all.every(isProof)) {
    throw new ProofInputError('That is no proof: wanted is what /v1/audit/proof says');
  }
  return all;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProof(value: unknown): value is LogProof {
  if (typeof value !== 'object' || value === null) return false;
  const { proof, size, checkpoint, ...of } = value as Partial<InclusionProof & ConsistencyProof>;
  const isPlace =
    typeof of.from_size === 'number' ||
    (typeof of.event_id === 'string' && typeof of.sequence === 'number');
  return (
    isPlace &&
    typeof size === 'number' &&
    typeof checkpoint === 'string' &&
    Array.isArray(proof) &&
    proof.every((hash) => typeof hash === 'string')
  );
}

/** Undefined where one of them is no hash. */
export function hashesOf(proof: readonly string[]): Uint8Array[] | undefined {
  const hashes = proof.map(fromBase64);
  return hashes.every((hash) => hash?.length === 32) ? (hashes as Uint8Array[]) : undefined;
}

export function includes(
  { size, root }: Pick<LogHead, 'size' | 'root'>,
  { sequence: index, proof }: Pick<InclusionProof, 'sequence' | 'proof'>,
  leaf: Uint8Array,
): boolean {
  const hashes = hashesOf(proof);
  return !!hashes && verifyInclusion(sha256, { leaf, index, size, proof: hashes, root });
}

export function growsFrom(
  { size, root }: LogHead,
  { from_size: from, proof }: ConsistencyProof,
  fromRoot: Uint8Array,
): boolean {
  const hashes = hashesOf(proof);
  return !!hashes && verifyConsistency(sha256, { from, fromRoot, size, root, proof: hashes });
}
