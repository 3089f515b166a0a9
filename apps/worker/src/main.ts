// Runs the worker alone, beside servers that share its database.
import { openChannels } from '@pausepoint/channels';
import { createKeyRing } from '@pausepoint/core';
import {
  ConfigError,
  createLog,
  createMetrics,
  createSignals,
  gracefully,
} from '@pausepoint/runtime';
import { claimInstallation, migrate, openStore } from '@pausepoint/store';
import { readWorkerProcessConfig } from './config.ts';
import { startWorker } from './start-worker.ts';

try {
  const config = readWorkerProcessConfig(process.env);
  const log = createLog({ level: config.logLevel });
  const store = await openStore({
    url: config.databaseUrl,
    ring: createKeyRing(config.secretKey, config.previousSecretKey),
    applicationName: 'pausepoint-worker',
    onError: (error) => log.warn({ err: error }, 'lost a database connection'),
  });
  await migrate(store);
  await claimInstallation(store);
  const now = () => new Date();
  const { local, publicUrl } = config;
  // Where vendors call back is the servers' to tell them.
  const channels = await openChannels(config.channels, {
    ...{ local, publicUrl, ring: store.ring, now },
    onError: (error) => log.warn({ err: error }, 'a vendor of messages failed in the background'),
  });
  const worker = await startWorker({
    config,
    store,
    signals: createSignals(),
    log,
    metrics: createMetrics(),
    channels,
    now,
    random: Math.random,
  });
  gracefully({
    log,
    steps: [
      { name: 'worker', run: () => worker.close() },
      { name: 'channels', run: () => channels.close() },
      { name: 'store', run: () => store.close() },
    ],
  });
  // Given less than the servers, it would give up messages they have promised: seen at a glance.
  const carried = local ? 'none, local mode' : Object.keys(channels.couriers);
  log.info({ publicUrl, channels: carried }, 'worker ready');
} catch (error) {
  const text = error instanceof ConfigError ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
