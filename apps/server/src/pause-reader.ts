// Reads a pause as its developer sees it: of what is in memory only what may have changed since is asked.
import { crc32 } from 'node:zlib';
import { presentPause, toJson, type PresentablePause } from '@pausepoint/contract';
import { mintResponseToken, type NotificationStatus } from '@pausepoint/core';
import type { PauseRef } from '@pausepoint/runtime';
import {
  changedPauses,
  createBatches,
  erasedSince,
  findPauses,
  type PauseRecord,
  type Scope,
  type Store,
} from '@pausepoint/store';
import { LRUCache } from 'lru-cache';
import { createErasures } from './erasures.ts';
import type { WaitedFor } from './waiters.ts';
import { toLetters } from './write-told.ts';

/** A pause and, once somebody asks, its JSON as it is sent: UTF-8, a letter for each byte. */
export interface ShownPause {
  readonly pause: PauseRecord;
  readonly json: string;
  readonly etag: string;
}

export interface PauseReader {
  /** What was erased a second ago, by whichever process, is no longer shown. */
  find(of: Of): Promise<ShownPause | undefined>;
  show(pause: PauseRecord): ShownPause;
  /** What this process erased is not shown from memory at all. */
  forget(of: Of): void;
  /** It was settled here, and this is how it stands: whoever waits for it need not read it once more. */
  settled(pause: PauseRecord): void;
  /** These were settled, here or elsewhere: whoever was woken by that need not ask whether they have changed. */
  readonly hear: (pauses: readonly WaitedFor[]) => void;
  readonly respondUrl: (pause: PresentablePause) => string;
}

const CACHE_BYTES = 64 * 1_024 * 1_024;
/** Settled is for ever, but for what is erased; of that we hear. */
const KEPT_MILLISECONDS = 60_000;
const TOGETHER = { most: 64, atOnce: 2 };
/** A settled pause whose message is still under way: its `notification` moves on. */
const MOVING_MILLISECONDS = 1_000;
const moving = new Set<NotificationStatus>(['queued', 'sending', 'maybe_sent', 'sent']);

export function createPauseReader(store: Store, publicUrl: string): PauseReader {
  const known = new LRUCache<string, ShownPause>({
    maxSize: CACHE_BYTES,
    // The record beside its JSON takes about as much again, at two bytes a character.
    sizeCalculation: ({ json }) => json.length * 3,
    ttl: KEPT_MILLISECONDS,
    ttlResolution: 50,
  });

  // Polls that come while others are being looked up share one query.
  const read = createBatches(TOGETHER, (keys: readonly Of[]) => findPauses(store, keys));
  const changed = createBatches(TOGETHER, (kept: readonly PauseRecord[]) =>
    changedPauses(store, kept),
  );

  /** Whoever began to read before something was forgotten may have read it, and keeps nothing. */
  let forgotten = 0;
  const forget = (pauses: readonly PauseRef[]): void => {
    forgotten++;
    for (const { pauseId } of pauses) known.delete(pauseId);
  };
  const erasures = createErasures({
    read: (cursor) => erasedSince(store, cursor),
    forget,
    forgetAll() {
      forgotten++;
      known.clear();
    },
  });

  /** Another developer's, or the other mode's, is not there. */
  const keptOf = ({ developerId, mode, id }: Of): ShownPause | undefined => {
    const kept = known.get(id);
    return kept?.pause.developerId === developerId && kept.pause.mode === mode ? kept : undefined;
  };

  const respondUrl = ({ developerId, id, expiresAt }: PresentablePause): string => {
    const claim = { developerId, pauseId: id, recipientIndex: null, revision: 1, expiresAt };
    return `${publicUrl}/respond/${mintResponseToken(store.ring, claim)}`;
  };
  const show = (pause: PauseRecord): ShownPause =>
    lazilyShown(pause, () => toJson(presentPause(pause, { respondUrl: respondUrl(pause) })));

  const keep = (shown: ShownPause): void =>
    void known.set(shown.pause.id, shown, { ttl: lifetime(shown.pause) });

  return {
    respondUrl,
    show,
    forget: ({ developerId, id }) => forget([{ developerId, pauseId: id }]),
    settled(pause) {
      // What was forgotten since stays so: it may have been erased as soon as it was settled.
      if (keptOf(pause)?.pause.status === 'pending') keep(show(pause));
    },
    hear(pauses) {
      for (const { pauseId } of pauses) {
        if (pauseId !== null && known.peek(pauseId)?.pause.status === 'pending')
          known.delete(pauseId);
      }
    },
    async find(of) {
      await erasures.caughtUp();
      const before = forgotten;
      const kept = keptOf(of);
      if (kept && (kept.pause.status !== 'pending' || !(await changed.add(kept.pause)))) {
        return kept;
      }
      const pause = await read.add(of);
      if (!pause) return undefined;
      const shown = show(pause);
      if (before === forgotten) keep(shown);
      return shown;
    },
  };
}

type Of = Scope & { readonly id: string };

const lifetime = ({ status, recipients }: PauseRecord): number =>
  status !== 'pending' && recipients.some(({ notification }) => moving.has(notification.status))
    ? MOVING_MILLISECONDS
    : KEPT_MILLISECONDS;

/** While somebody waits a pause is read again and again, and told only once. */
function lazilyShown(pause: PauseRecord, render: () => string): ShownPause {
  let json: string | undefined;
  let etag: string | undefined;
  return {
    pause,
    get json() {
      return (json ??= toLetters(render()));
    },
    // The status in so many letters: a checksum's rare twins must never hide a decision.
    get etag() {
      return (etag ??= `"${pause.status}-${crc32(this.json).toString(36)}"`);
    },
  };
}
