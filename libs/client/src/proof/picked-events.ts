// Goes through some events of a log, as a filter left them: each can only speak for itself.
import type { AuditFault } from './audit-verdict.ts';
import { faultWithin, leafOf } from './check-event.ts';
import { altered, amidst, falseProof, outOfOrder, twice } from './log-faults.ts';
import type { LogHead } from './log-heads.ts';
import { includes, type ProvenPlace } from './log-proofs.ts';
import type { ExportedEvent } from './read-event.ts';

export interface PickedEvents {
  readonly size: () => number;
  readonly add: (event: ExportedEvent) => AuditFault | undefined;
  readonly end: () => PickedEnd;
}

export interface PickedEnd {
  readonly proven: number;
  /** Those that the proofs led to. */
  readonly heads: readonly LogHead[];
}

/** @param places by event id */
export function pickedEvents(places: ReadonlyMap<string, ProvenPlace>): PickedEvents {
  let last: ExportedEvent | undefined;
  let unsealed: ExportedEvent | undefined;
  const heads = new Set<LogHead>();
  let proven = 0;
  const size = () => (last ? last.sequence! + 1 : 0);
  return {
    size,
    add(event) {
      const { sequence, event_id: id } = event;
      const leaf = leafOf(event);
      const wrong = faultWithin(event, leaf);
      if (wrong !== undefined) return altered(event, sequence ?? size(), wrong);
      if (sequence === null) {
        unsealed ??= event;
        return undefined;
      }
      if (unsealed) return amidst(unsealed, sequence);
      if (sequence === last?.sequence) return twice(event, last.event_id);
      if (last && sequence < last.sequence!) return outOfOrder(event, last);
      last = event;
      const place = places.get(id);
      if (place && !includes(place.head, { ...place, sequence }, leaf!)) return falseProof(event);
      if (!place) return undefined;
      heads.add(place.head);
      proven++;
      return undefined;
    },
    end: () => ({ proven, heads: [...heads] }),
  };
}
