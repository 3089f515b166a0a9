// The worker as a part of a bigger process; `main.ts` runs it alone.
export { readWorkerConfig, workerEnv, workerProcessEnv } from './config.ts';
export type { WorkerConfig } from './config.ts';
export { startWorker } from './start-worker.ts';
export type { Worker, WorkerParts } from './start-worker.ts';
