// Reads a pause as its developer sees it; what can change no more is kept in memory.
import { crc32 } from 'node:zlib';
import { presentPause, toJson, type PresentablePause } from '@pausepoint/contract';
import { mintResponseToken, type NotificationStatus } from '@pausepoint/core';
import {
  findPause,
  rereadPause,
  type PauseRecord,
  type Scope,
  type Store,
} from '@pausepoint/store';
import { LRUCache } from 'lru-cache';

/** A pause and, once somebody asks, its JSON. */
export interface ShownPause {
  readonly pause: PauseRecord;
  readonly text: string;
  readonly etag: string;
}

export interface PauseReader {
  find(of: Scope & { readonly id: string }): Promise<ShownPause | undefined>;
  show(pause: PauseRecord): ShownPause;
  /** What was erased is not shown from memory. */
  forget(of: Scope & { readonly id: string }): void;
  readonly respondUrl: (pause: PresentablePause) => string;
}

const CACHE_BYTES = 64 * 1_024 * 1_024;
/** Settled is for ever; the bound is for what an operator may one day erase. */
const KEPT_MILLISECONDS = 60_000;
/** A settled pause whose message is still under way: its `notification` moves on. */
const MOVING_MILLISECONDS = 1_000;
const moving = new Set<NotificationStatus>(['queued', 'sending', 'maybe_sent', 'sent']);

export function createPauseReader(store: Store, publicUrl: string): PauseReader {
  const known = new LRUCache<string, ShownPause>({
    maxSize: CACHE_BYTES,
    // Two bytes a character, and the record beside its text.
    sizeCalculation: ({ text }) => text.length * 4,
    ttl: KEPT_MILLISECONDS,
  });

  const respondUrl = ({ developerId, id, expiresAt }: PresentablePause): string => {
    const claim = { developerId, pauseId: id, recipientIndex: null, revision: 1, expiresAt };
    return `${publicUrl}/respond/${mintResponseToken(store.ring, claim)}`;
  };
  const show = (pause: PauseRecord): ShownPause =>
    lazilyShown(pause, () => toJson(presentPause(pause, { respondUrl: respondUrl(pause) })));

  return {
    respondUrl,
    show,
    forget: ({ developerId, mode, id }) => known.delete(`${developerId}/${mode}/${id}`),
    async find(of) {
      const name = `${of.developerId}/${of.mode}/${of.id}`;
      const kept = known.get(name);
      if (kept && kept.pause.status !== 'pending') return kept;
      const pause = await (kept ? rereadPause(store, kept.pause) : findPause(store, of));
      if (!pause) return undefined;
      if (pause === kept?.pause) return kept;
      const shown = show(pause);
      known.set(name, shown, { ttl: lifetime(pause) });
      return shown;
    },
  };
}

const lifetime = ({ status, recipients }: PauseRecord): number =>
  status !== 'pending' && recipients.some(({ notification }) => moving.has(notification.status))
    ? MOVING_MILLISECONDS
    : KEPT_MILLISECONDS;

/** While somebody waits a pause is read again and again, and told only once. */
function lazilyShown(pause: PauseRecord, render: () => string): ShownPause {
  let text: string | undefined;
  let etag: string | undefined;
  return {
    pause,
    get text() {
      return (text ??= render());
    },
    // The status in so many letters: a checksum's rare twins must never hide a decision.
    get etag() {
      return (etag ??= `"${pause.status}-${crc32(this.text).toString(36)}"`);
    },
  };
}
