// The real service on a free port over a database of its own: server and worker, nothing faked.
import { createLog, createMetrics, createSignals } from '@pausepoint/runtime';
import { readServerConfig, startServer } from '@pausepoint/server';
import { testStore } from '@pausepoint/store/testing';
import { readWorkerConfig, startWorker } from '@pausepoint/worker';

export interface Service {
  readonly url: string;
  /** Everything server and worker have logged so far. */
  readonly log: () => string;
  close(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const store = await testStore();
  const lines: string[] = [];
  const shared = {
    store,
    signals: createSignals(),
    log: createLog({ level: 'info', stream: { write: (line) => void lines.push(line) } }),
    metrics: createMetrics(),
    now: () => new Date(),
  };
  const server = await startServer({ ...shared, config: readServerConfig({ PORT: '0' }) });
  const worker = await startWorker({
    ...shared,
    config: readWorkerConfig({ PUBLIC_URL: server.url }),
    random: Math.random,
  });
  return {
    url: server.url,
    log: () => lines.join(''),
    async close() {
      await server.close();
      await worker.close();
      await store.close();
    },
  };
}
