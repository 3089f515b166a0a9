// What is due by now, as far as the database has told: of what is not, nothing is asked.
import type { DueKind, UntilDue } from '@pausepoint/store';

export interface Agenda {
  /** Milliseconds until the first of it; null: nothing is in sight. */
  read(): Promise<number | null>;
  isDue(kind: DueKind): boolean;
}

/** Before it is first read everything may be due. */
export function createAgenda(untilDue: () => Promise<UntilDue>): Agenda {
  let known: UntilDue = { pause: 0, notification: 0, webhook: 0 };
  let readAt = performance.now();
  return {
    async read() {
      known = await untilDue();
      readAt = performance.now();
      const times = Object.values(known).filter((ms) => ms !== null);
      return times.length > 0 ? Math.min(...times) : null;
    },
    isDue(kind) {
      const ms = known[kind];
      // A timer may go off within a millisecond of its time.
      return ms !== null && ms <= performance.now() - readAt + 1;
    },
  };
}
