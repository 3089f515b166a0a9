// The database to work on: the operator's, or the embedded one; migrated, and known to be ours.
import { createKeyRing } from '@pausepoint/core';
import { ConfigError, type Log, type ShutdownStep } from '@pausepoint/runtime';
import { claimInstallation, migrate, openStore, type Store } from '@pausepoint/store';
import { findRunningPostgres, startEmbeddedPostgres } from '@pausepoint/store/embedded';
import type { StandaloneConfig } from './config.ts';
import { foreign, reasonOf, unreachable } from './database-faults.ts';
import { keptSecretKey, ownSecretKey } from './secret-key.ts';

export interface Database {
  readonly store: Store;
  readonly secretKey: string;
  /** In this order. */
  readonly steps: readonly ShutdownStep[];
  /** Resolves with what happened when the database stops by itself. Never, for the operator's. */
  readonly lost: Promise<string>;
}

/** @param beside a running PausePoint’s embedded database will do: whoever runs it has migrated it */
export async function openDatabase(
  config: StandaloneConfig,
  log: Log,
  { beside = false } = {},
): Promise<Database> {
  const running = beside ? await findRunning(config) : undefined;
  const place = running ?? (await placeOf(config, log));
  const { secretKey, lost } = place;
  const steps: ShutdownStep[] = [...place.steps];
  let closing = false;
  try {
    const store = await openStore({
      url: place.url,
      ring: createKeyRing(secretKey, config.previousSecretKey),
      applicationName: 'pausepoint',
      // The error itself carries the whole connection; while closing, losing it is the purpose.
      onError: ({ message }) => {
        if (!closing) log.warn({ reason: message }, 'a database connection was lost');
      },
    }).catch((error: unknown) => {
      throw unreachable(error, config);
    });
    const close = (): Promise<void> => {
      closing = true;
      return store.close();
    };
    steps.unshift({ name: 'store', run: close });
    if (!running) await migrate(store);
    await claimInstallation(store).catch((error: unknown) => {
      throw foreign(error, config);
    });
    return { store, secretKey, steps, lost };
  } catch (error) {
    for (const step of steps) await step.run();
    throw error;
  }
}

const never = new Promise<string>(() => undefined);

interface Place extends Omit<Database, 'store'> {
  readonly url: string;
}

const placeOf = async (config: StandaloneConfig, log: Log): Promise<Place> =>
  config.databaseUrl
    ? { url: config.databaseUrl, secretKey: config.secretKey!, steps: [], lost: never }
    : startEmbedded(config, log);

async function findRunning(config: StandaloneConfig): Promise<Place | undefined> {
  if (config.databaseUrl) return undefined;
  const secretKey = config.secretKey ?? keptSecretKey(config.dataDir);
  const url = await findRunningPostgres(config.dataDir);
  return secretKey && url ? { url, secretKey, steps: [], lost: never } : undefined;
}

async function startEmbedded(config: StandaloneConfig, log: Log): Promise<Place> {
  const server = await startEmbeddedPostgres({
    stateDir: config.dataDir,
    env: config.env,
    log: (message) => log.info(message),
  }).catch(tell);
  try {
    return {
      url: server.url,
      secretKey: config.secretKey ?? ownSecretKey(config.dataDir),
      steps: [{ name: 'database', run: () => server.stop() }],
      lost: server.exited.then(
        (code) =>
          `the embedded PostgreSQL ended (exit code ${code ?? 'none'}); ` +
          `${server.folder}/pg${parseInt(server.version)}.log tells why`,
      ),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** These errors are written for the operator: the message is enough. */
function tell(error: unknown): never {
  throw new ConfigError(reasonOf(error), { cause: error });
}
