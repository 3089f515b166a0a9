// Server, worker and database in one process, sharing what they know.
import { createHmac } from 'node:crypto';
import { openChannels, type OpenChannels } from '@pausepoint/channels';
import { createMetrics, createSignals, type Log, type ShutdownStep } from '@pausepoint/runtime';
import { startServer } from '@pausepoint/server';
import { setupToken } from '@pausepoint/store';
import { startWorker } from '@pausepoint/worker';
import type { StandaloneConfig } from './config.ts';
import { listenFault } from './listen-fault.ts';
import { ensureLocalDeveloper } from './local-developer.ts';
import type { LocalKeys } from './local-keys.ts';
import { openDatabase, type Database } from './open-database.ts';
import { readyAndMissing, type ReadyAndMissing } from './ready-channels.ts';

export interface StandaloneParts {
  readonly config: StandaloneConfig;
  readonly log: Log;
  readonly now: () => Date;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface Standalone {
  readonly url: string;
  readonly port: number;
  /** The local developer's; none where the world is served. */
  readonly keys: LocalKeys | undefined;
  /** Opens the inbox from other machines; only with `--lan`. */
  readonly inboxToken: string | undefined;
  /** What the first account needs, where the world is served and there is none yet. */
  readonly setupToken: string | null;
  readonly channels: ReadyAndMissing;
  /** Resolves with what happened when this can't go on. */
  readonly failed: Promise<string>;
  /** In this order. */
  readonly steps: readonly ShutdownStep[];
  close(): Promise<void>;
}

export async function startStandalone(parts: StandaloneParts): Promise<Standalone> {
  const database = await openDatabase(parts.config, parts.log);
  try {
    const running = await startParts(parts, database);
    const steps = [...running.steps, ...database.steps];
    const close = () => runAll(steps);
    return { ...running, steps, close, failed: database.lost };
  } catch (error) {
    await runAll(database.steps);
    throw error;
  }
}

async function startParts(parts: StandaloneParts, database: Database) {
  const { config, log, now } = parts;
  const { local, publicUrl } = config.server;
  const channels = await openChannels(config.server.channels, {
    local,
    publicUrl,
    ring: database.store.ring,
    now,
    onError: (error) => log.warn({ err: error }, 'a vendor of messages failed in the background'),
  });
  try {
    const running = await startPrograms(parts, database, channels);
    // Vendors call back at the server, so it comes first; nobody waits for them.
    void channels.prepare();
    const close = { name: 'channels', run: () => channels.close() };
    return { ...running, channels: readyAndMissing(channels), steps: [...running.steps, close] };
  } catch (error) {
    channels.close();
    throw error;
  }
}

async function startPrograms(
  { config, log, now, random }: StandaloneParts,
  { store, secretKey }: Database,
  channels: OpenChannels,
) {
  const { local, signUp } = config.server;
  const keys = local ? await ensureLocalDeveloper(store, config.dataDir, now()) : undefined;
  const inboxToken = config.lan ? deriveInboxToken(secretKey) : undefined;
  const signals = createSignals((error) => log.error({ err: error }, 'a signal was not heard'));
  const metrics = createMetrics({ process: true });
  const shared = { store, signals, log, metrics, channels, now };
  const server = await startServer({ ...shared, config: { ...config.server, inboxToken } }).catch(
    (error: unknown) => {
      throw listenFault(error, config.server);
    },
  );
  // With port 0 the address is known only now.
  const worker = await startWorker({
    ...shared,
    random,
    config: { ...config.worker, publicUrl: server.url, local: config.server.local },
  });
  return {
    url: server.url,
    port: server.port,
    keys,
    inboxToken,
    setupToken: signUp === 'first' ? await setupToken(store, now()) : null,
    steps: [
      {
        name: 'server and worker',
        run: async () => void (await Promise.all([server.close(), worker.close()])),
      },
    ] satisfies ShutdownStep[],
  };
}

/** The same at every start, so that the phone's open page goes on working. */
const deriveInboxToken = (secretKey: string): string =>
  createHmac('sha256', secretKey).update('lan inbox').digest('base64url').slice(0, 22);

async function runAll(steps: readonly ShutdownStep[]): Promise<void> {
  for (const step of steps) await step.run();
}
