// The ways in which a log is not what was sealed, in words.
import { placed, type AuditFault } from './audit-verdict.ts';
import type { ExportedEvent } from './read-event.ts';

/** Places without an event, and what stands around them. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly before: string | undefined;
  readonly after: string;
}

/** @param at the place of the line */
export const unreadable = (at: number, line: number, wrong: string): AuditFault => ({
  ...{ kind: 'altered', sequence: at, last: at, eventId: null },
  says: `Line ${line}, where the event ${placed(at)} belongs, ${wrong}: it was altered or inserted.`,
});

export const altered = (event: ExportedEvent, sequence: number, wrong: string): AuditFault => ({
  ...{ kind: 'altered', sequence, last: sequence, eventId: event.event_id },
  says: `The event ${placed(sequence)} (${event.event_id}) ${wrong}: it was altered.`,
});

export const missing = ({ from, to, before, after }: Gap): AuditFault => ({
  ...{ kind: 'missing', sequence: from, last: to, eventId: null },
  says:
    `${from === to ? 'The event' : 'The events'} ${placed(from, to)} ${from === to ? 'is' : 'are'} missing, ` +
    `${before === undefined ? `before ${after}. ${ifArchived(after)}` : `between ${before} and ${after}.`} ${ifFiltered}`,
});

const ifArchived = (id: string): string =>
  `If they are archived that is why: add what /v1/audit/proof?event_id=${id} says with --proof.`;

const ifFiltered = 'An export made with filters is to be verified with --filtered.';

export const misplaced = ({ from, to, after }: Gap, id: string): AuditFault => ({
  ...{ kind: 'reordered', sequence: from, last: from, eventId: id },
  says: `The event ${placed(from)} (${id}) is in another order: ${placed(to + 1)} (${after}) stands before it.`,
});

export const outOfOrder = (event: ExportedEvent, before: ExportedEvent): AuditFault => ({
  ...{ kind: 'reordered', sequence: event.sequence, last: event.sequence, eventId: event.event_id },
  says: `The event ${placed(event.sequence!)} (${event.event_id}) is in another order: it stands behind ${placed(before.sequence!)} (${before.event_id}).`,
});

export const twice = (
  { event_id, sequence }: ExportedEvent,
  before: string | undefined,
): AuditFault => ({
  ...{ kind: 'inserted', sequence, last: sequence, eventId: event_id },
  says: `A second event ${placed(sequence!)} (${event_id}) stands behind ${String(before)}: one of them was inserted.`,
});

export const amidst = ({ event_id }: ExportedEvent, at: number): AuditFault => ({
  ...{ kind: 'inserted', sequence: at, last: at, eventId: event_id },
  says: `The event ${event_id}, which was never sealed, was inserted before ${placed(at)}.`,
});

export const falseProof = ({ event_id, sequence }: ExportedEvent): AuditFault => ({
  ...{ kind: 'false_proof', sequence, last: sequence, eventId: event_id },
  says: `The proof given for the event ${placed(sequence!)} (${event_id}) does not lead to its checkpoint.`,
});

export function rewritten(first: number, size: number, eventId: string | null): AuditFault {
  const where = placed(first, size - 1);
  const says =
    size - first === 1
      ? `The event ${where} (${String(eventId)}) is not the one that was sealed: it was altered, inserted or put there in place of another.`
      : `Among the events ${where}, the first of them ${String(eventId)}, one was altered, left out, inserted or put in another order: together they are not what the checkpoint of ${size} events signs. A checkpoint in between would narrow it down.`;
  return { kind: 'rewritten', sequence: first, last: size - 1, eventId, says };
}
