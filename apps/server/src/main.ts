// Runs the server alone, beside workers of its own or none, on the operator's PostgreSQL.
import { openChannels } from '@pausepoint/channels';
import { createKeyRing } from '@pausepoint/core';
import {
  createLog,
  createMetrics,
  createSignals,
  databaseEnv,
  gracefully,
  readEnv,
} from '@pausepoint/runtime';
import { claimInstallation, migrate, openStore, setupToken } from '@pausepoint/store';
import { readServerConfig, serverEnv } from './config.ts';
import { startServer } from './start-server.ts';

try {
  await main();
} catch (error) {
  // What keeps a server from starting is nearly always the operator's to mend: words, no stack.
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(process.env.LOG_LEVEL === 'debug' ? stack : message);
  process.exit(1);
}

async function main(): Promise<void> {
  const now = () => new Date();
  const config = readServerConfig(process.env);
  const { LOG_LEVEL, DATABASE_URL, SECRET_KEY, SECRET_KEY_PREVIOUS } = readEnv(
    serverEnv.extend(databaseEnv),
    process.env,
  );
  const log = createLog({ level: LOG_LEVEL });
  const store = await openStore({
    url: DATABASE_URL,
    ring: createKeyRing(SECRET_KEY, SECRET_KEY_PREVIOUS),
    applicationName: 'pausepoint-server',
    onError: (error) => log.error({ err: error }, 'database connection lost'),
  });
  await migrate(store);
  await claimInstallation(store);
  const signals = createSignals((error) => log.error({ err: error }, 'a signal was not heard'));
  const metrics = createMetrics({ process: true });
  const { local, publicUrl } = config;
  const channels = await openChannels(config.channels, {
    ...{ local, publicUrl, ring: store.ring, now },
    onError: (error) => log.warn({ err: error }, 'a channel failed in the background'),
  });
  const server = await startServer({ config, store, signals, log, metrics, channels, now });
  if (!local) log.info({ channels: Object.keys(channels.couriers) }, 'channels that can send');
  if (config.signUp === 'first') {
    const token = await setupToken(store, now());
    if (token) log.info(`The first account needs this setup_token: ${token}`);
  }
  gracefully({
    log,
    steps: [
      { name: 'server', run: () => server.close() },
      { name: 'channels', run: () => channels.close() },
      { name: 'store', run: () => store.close() },
    ],
  });
  // Nobody who can already ask or answer waits for a slow vendor.
  await channels.prepare();
}
