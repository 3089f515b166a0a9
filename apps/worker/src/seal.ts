// Seals the audit log in the background, never more than a moment behind.
import { formatId, readSigningKey, signCheckpoint } from '@pausepoint/core';
import { configured, type Log, type Metrics } from '@pausepoint/runtime';
import { keepSigningKey, sealEvents, type Scope, type Store } from '@pausepoint/store';
import type { WorkerConfig } from './config.ts';
import { startDueLoop } from './due-loop.ts';

interface SealParts {
  readonly config: Pick<WorkerConfig, 'publicUrl' | 'auditSigningKey'>;
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

export interface Sealing {
  close(): Promise<void>;
}

const EVERY_MILLISECONDS = 400;
/** Sealing these keeps the event loop for some 20 ms; a larger batch costs no less of each. */
const AT_ONCE = 1_000;

export async function startSealing(parts: SealParts): Promise<Sealing> {
  const { config, store, log, metrics, now } = parts;
  const key = configured(() => readSigningKey(store.ring, config.auditSigningKey));
  const { host } = new URL(config.publicUrl);
  // Whoever checks a signature must find the key: it is published before it signs.
  await keepSigningKey(store, key, now());
  const loop = startDueLoop({
    async round() {
      const { events, more } = await sealEvents(store, {
        limit: AT_ONCE,
        originOf: (scope) => originOf(host, scope),
        sign: (checkpoint) => signCheckpoint(key, checkpoint),
      });
      metrics.eventsSealed.inc(events);
      if (more) loop.wake();
      return events > 0;
    },
    untilDue: () => Promise.resolve(EVERY_MILLISECONDS),
    onError(error) {
      metrics.loopErrors.inc({ loop: 'seal' });
      log.error({ err: error }, 'sealing the audit log failed, will try again');
    },
  });
  return { close: () => loop.close() };
}

/** The name of a log, which every checkpoint of it bears. */
const originOf = (host: string, { developerId, mode }: Scope): string =>
  `${host}/audit/${formatId('developer', developerId)}/${mode}`;
