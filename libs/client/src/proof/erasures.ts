// Keeps account of personal values that can't be read any more, and whether the log knows why.
import { closedIn } from './check-event.ts';
import type { ExportedEvent } from './read-event.ts';
import { counted, placed } from './audit-verdict.ts';

/** Pauses to be remembered until their erasure is read: bounded, whatever the file says. */
const MOST = 100_000;

export interface Erasures {
  /** @param place the event’s place, or where it stands */
  readonly see: (event: ExportedEvent, place: number) => void;
  /** In words: what the log explains, and what it does not. */
  readonly tell: () => { readonly notes: readonly string[]; readonly open: readonly string[] };
}

export function keepErasures(): Erasures {
  let closed = 0;
  const erased = new Set<string>();
  const waiting = new Map<string, { readonly place: number; readonly id: string }>();
  return {
    see({ event_id: id, event_type, pause_id, detail }, place) {
      if (event_type === 'pause.personal_data_erased') {
        if (pause_id !== null && erased.size < MOST) erased.add(pause_id);
        if (pause_id !== null) waiting.delete(pause_id);
        return;
      }
      const values = pause_id === null ? 0 : closedIn(detail);
      closed += values;
      if (values === 0 || erased.has(pause_id!)) return;
      if (!waiting.has(pause_id!) && waiting.size < MOST) waiting.set(pause_id!, { place, id });
    },
    tell() {
      const gone = `The personal data of ${counted(erased.size, 'pause')} was erased, as the log says itself.`;
      const shut = `${counted(closed, 'personal value')} can no longer be read; the commitments to them are as they were sealed.`;
      const [first] = waiting.values();
      const unexplained =
        first &&
        `${counted(waiting.size, 'pause')} lack personal values that the log does not call erased, first in ${placed(first.place)} (${first.id}): left out of this file, or changed where they are kept. What they said is not proven.`;
      return {
        notes: [...(erased.size > 0 ? [gone] : []), ...(closed > 0 ? [shut] : [])],
        open: unexplained ? [unexplained] : [],
      };
    },
  };
}
