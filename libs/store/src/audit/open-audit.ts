// Opens what the log only commits to, beside the commitments, for whoever may still read it.
import type { KeyRing } from '@pausepoint/core';
import { openingsOf, withOpenings, type Opening } from '../pauses/commitments.ts';
import { findPauseRows } from '../pauses/find-pause.ts';
import { toPause, type PauseRow } from '../pauses/pause-row.ts';
import { openDataKey } from '../sealing.ts';
import type { Store } from '../store.ts';

interface Event {
  readonly pauseId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One query for a page of events; those of pauses whose personal data was erased stay as they are. */
export async function openAudit<E extends Event>(
  store: Store,
  developerId: string,
  events: readonly E[],
): Promise<E[]> {
  const keys = events.flatMap(({ pauseId, detail }) =>
    pauseId !== null && JSON.stringify(detail).includes('_commitment"')
      ? [{ developerId, pauseId }]
      : [],
  );
  const rows = await findPauseRows(store, keys);
  const known = new Map([...rows].map(([id, row]) => [id, openingsIn(store.ring, row)]));
  return events.map((event) => {
    const openings = event.pauseId === null ? undefined : known.get(event.pauseId);
    return openings ? { ...event, detail: withOpenings(event.detail, openings) } : event;
  });
}

/** What was sealed with a secret nobody gave us stays shut, and hides none of the log. */
function openingsIn(ring: KeyRing, row: PauseRow): ReadonlyMap<string, Opening> | undefined {
  if (!row.key_sealed) return undefined;
  const of = { developerId: row.developer_id, pauseId: row.id };
  try {
    const key = openDataKey(ring, of, row.key_sealed);
    const { recipients, responseText: text, decision } = toPause(ring, row);
    return openingsOf(key, { recipients, text, userId: decision?.userId ?? null });
  } catch {
    return undefined;
  }
}
