// Is there a database, is it up to date, and does it know this secret? Looks, and changes nothing.
import { existsSync, readdirSync } from 'node:fs';
import { createKeyRing } from '@pausepoint/core';
import { claimInstallation, isMigrated, openStore, type Store } from '@pausepoint/store';
import { startEmbeddedPostgres } from '@pausepoint/store/embedded';
import type { StandaloneConfig } from '../config.ts';
import { foreign, reasonOf, unreachable } from '../database-faults.ts';
import { keptSecretKey } from '../secret-key.ts';
import type { Finding } from './finding.ts';

export async function checkDatabase(config: StandaloneConfig): Promise<readonly Finding[]> {
  const { databaseUrl, secretKey } = config;
  try {
    if (!databaseUrl) return await checkEmbedded(config);
    return await lookAt(databaseUrl, secretKey!, config);
  } catch (error) {
    return [database('failed', reasonOf(error))];
  }
}

/**
 * One that runs is left alone: whoever runs it has brought it up to date and compared the secret
 * before anything else, and a second server on the same files would be their end.
 */
async function checkEmbedded(config: StandaloneConfig): Promise<readonly Finding[]> {
  const { dataDir, env } = config;
  if (!holdsDatabase(dataDir)) {
    return [database('not set up', `none in ${dataDir} yet: npm start makes one`)];
  }
  const started = await startEmbeddedPostgres({ stateDir: dataDir, env }).catch(reasonOf);
  if (typeof started === 'string') {
    const runner = /in use by another PausePoint \(process \d+\)/.exec(started)?.[0];
    if (!runner) return [database('failed', started)];
    return [database('ok', `built in, ${runner}, which checked tables and secret when it started`)];
  }
  try {
    const secret = config.secretKey ?? keptSecretKey(dataDir);
    if (secret) return await lookAt(started.url, secret, config);
    const detail = `${dataDir}/secret-key is gone: restore it from a backup, or set SECRET_KEY.`;
    return [database('ok', `built in, PostgreSQL ${started.version}`), secretKey('failed', detail)];
  } finally {
    await started.stop();
  }
}

const holdsDatabase = (dataDir: string): boolean =>
  existsSync(dataDir) &&
  readdirSync(dataDir).some((name) => /^(pg\d+|database-folder)$/.test(name));

async function lookAt(
  url: string,
  secret: string,
  config: StandaloneConfig,
): Promise<readonly Finding[]> {
  const store = await openStore({
    url,
    ring: createKeyRing(secret),
    poolSize: 2,
    applicationName: 'pausepoint-doctor',
    onError: () => undefined,
  }).catch((error: unknown) => {
    throw unreachable(error, config);
  });
  try {
    const name = `${config.databaseUrl ? '' : 'built in, '}PostgreSQL ${await versionOf(store)}`;
    if (await isMigrated(store)) {
      return [database('ok', `${name}, up to date`), await checkSecret(store, secret, config)];
    }
    return [database('warning', `${name}, not up to date: npm start or npm run migrate does it`)];
  } finally {
    await store.close();
  }
}

async function versionOf({ pool }: Store): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  return rows[0]!.server_version;
}

/** Each secret alone: the two together would take the new one over, and that is for a start to do. */
async function checkSecret(
  store: Store,
  secret: string,
  config: StandaloneConfig,
): Promise<Finding> {
  const fault = await faultOf(store, secret);
  if (fault === undefined) return secretKey('ok', 'the one this database was set up with');
  const previous = config.previousSecretKey;
  if (previous && (await faultOf(store, previous)) === undefined) {
    const detail =
      'new; the database goes by SECRET_KEY_PREVIOUS until PausePoint is started again';
    return secretKey('warning', detail);
  }
  return secretKey('failed', foreign(fault, config).message);
}

/** An error as it comes; undefined when the secret is the right one. */
const faultOf = (store: Store, secret: string): Promise<unknown> =>
  claimInstallation({ ...store, ring: createKeyRing(secret) }).then(
    () => undefined,
    (error: unknown) => error,
  );

const database = (state: Finding['state'], detail: string): Finding => ({
  what: 'Database',
  state,
  detail,
});

const secretKey = (state: Finding['state'], detail: string): Finding => ({
  what: 'SECRET_KEY',
  state,
  detail,
});
