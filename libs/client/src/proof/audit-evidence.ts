// What an export is held against: signed heads, proofs, and the keys that are trusted.
import type { KeySource } from './public-keys.ts';

export interface AuditEvidence {
  /**
   * Signed checkpoints, as `/v1/audit/checkpoint` or an `X-PausePoint-Checkpoint` header says: one or
   * many. The more of them somebody kept, the closer a change is named.
   */
  readonly checkpoints?: string | readonly string[] | undefined;
  /** The keys you trust; keep them apart from the log. Without any, nothing can be proven. */
  readonly keys?: KeySource | readonly KeySource[] | undefined;
  /** What `/v1/audit/proof` says. */
  readonly proofs?: string | readonly string[] | undefined;
  /** The export was made with filters, and holds some of the events only. */
  readonly filtered?: boolean | undefined;
  /** Events that no checkpoint covers yet are no reason to call it unproven. */
  readonly allowTail?: boolean | undefined;
}
