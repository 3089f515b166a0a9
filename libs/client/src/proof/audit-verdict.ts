// What checking an export finds: the first event that is not as it was sealed, and what stays open.
import type { Outcome } from './verdict.ts';

export type FaultKind =
  /** It is not the event that was sealed. */
  | 'altered'
  | 'missing'
  | 'inserted'
  | 'reordered'
  /** Each event fits itself, and together they are not what was sealed. */
  | 'rewritten'
  | 'false_checkpoint'
  | 'false_proof';

export interface AuditFault {
  readonly kind: FaultKind;
  /** The place of the first event concerned; null where it is not about events. */
  readonly sequence: number | null;
  /** Where only a range is known, or several are missing, the last place of it. */
  readonly last: number | null;
  /** Null where the event is not there. */
  readonly eventId: string | null;
  readonly says: string;
}

export interface AuditVerdict {
  readonly outcome: Outcome;
  /** The first thing found wrong. */
  readonly fault: AuditFault | null;
  /** The name of the log, as its checkpoint bears it. */
  readonly origin: string | null;
  /** Events read. */
  readonly events: number;
  /** How many of them are proven to be as they were sealed. */
  readonly proven: number;
  /** Why not more can be told, in words; empty when all is proven. */
  readonly open: readonly string[];
  /** What else there is to know, in words. */
  readonly notes: readonly string[];
}

/** Places are counted from 0 everywhere, as `sequence` is. */
export const placed = (first: number, last: number = first): string =>
  first === last ? `#${first}` : `#${first} … #${last}`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
