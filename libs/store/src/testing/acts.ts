// What tests do to pauses again and again.
import { newId } from '@pausepoint/core';
import { listAudit } from '../audit/list-audit.ts';
import { openPause } from '../pauses/open-pause.ts';
import type { Act, AuditRecord, NewPause, PauseKey } from '../records.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { newPause } from './new-pause.ts';

const HOUR = 3_600_000;

export const aDeveloper = (): string => newId(new Date());

export const keyOf = ({ developerId, id }: Pick<NewPause, 'developerId' | 'id'>): PauseKey => ({
  developerId,
  pauseId: id,
});

type Overlay = Parameters<typeof newPause>[0];

export async function opened(store: Store, overlay: Overlay): Promise<NewPause> {
  const pause = newPause(overlay);
  await openPause(store, pause);
  return pause;
}

/** Its deadline was an hour ago, and nobody has swept yet. */
export async function overdue(store: Store, overlay: Overlay): Promise<NewPause> {
  const createdAt = new Date(Date.now() - 2 * HOUR);
  return opened(store, { createdAt, ...overlay });
}

export const tap = (pause: NewPause, choice = 'Approve'): Act => ({
  kind: 'respond',
  ...keyOf(pause),
  answer: { choice, text: null, via: 'page', identifiedBy: 'link', recipientIndex: 0 },
});

/** A tap that counted. */
export async function settled(store: Store, pause: NewPause): Promise<void> {
  await settle(store, [tap(pause)]);
}

export const withdraw = (pause: NewPause): Act => ({
  kind: 'cancel',
  mode: pause.mode,
  ...keyOf(pause),
});

/** Of the answer that is held. */
export const takeBack = (pause: NewPause, recipientIndex: number | null = 0): Act => ({
  kind: 'revoke',
  ...keyOf(pause),
  recipientIndex,
});

/** What the log says of how it ended. */
export async function endings(
  store: Store,
  { developerId, mode, id }: NewPause,
): Promise<readonly AuditRecord[]> {
  const events = await listAudit(store, { developerId, mode, pauseId: id, limit: 100 });
  return events.filter(({ type }) => /responded|timed_out|cancelled/.test(type));
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
