// What the worker's tests share: a database, a developer, workers, and a look at the outcome.
import { randomUUID } from 'node:crypto';
import { createLog, createMetrics, createSignals } from '@pausepoint/runtime';
import {
  listAudit,
  openPause,
  openStore,
  settle,
  type PauseRecord,
  type Store,
} from '@pausepoint/store';
import { newPause, testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import type { WorkerConfig } from '../config.ts';
import { startWorker, type Worker, type WorkerParts } from '../start-worker.ts';

export type TestStore = Awaited<ReturnType<typeof testStore>>;

/** One database for the file; `db()` once the tests run. */
export function useDatabase(poolSize = 16): () => TestStore {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore({ poolSize });
  });
  afterAll(() => store.close());
  return () => store;
}

export const testConfig: WorkerConfig = {
  publicUrl: 'https://pause.example.com',
  local: false,
  allowPrivateWebhooks: true,
  webhookTimeoutSeconds: 5,
  leaseSeconds: 30,
  auditRetentionDays: null,
};

type Overrides = Partial<Omit<WorkerParts, 'config'>> & { readonly config?: Partial<WorkerConfig> };

/** Closed when the test ends, unless the test did. */
export async function startTestWorker(store: Store, overrides: Overrides = {}): Promise<Worker> {
  const worker = await startWorker({
    store,
    signals: createSignals(),
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    now: () => new Date(),
    random: Math.random,
    ...overrides,
    config: { ...testConfig, ...overrides.config },
  });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= worker.close());
  onTestFinished(close);
  return { close };
}

/** A second pool on the same database, as another process would have. */
export async function openAnother(store: TestStore): Promise<Store> {
  const { url, ring } = store;
  const other = await openStore({ url, ring, poolSize: 4, onError: () => {} });
  onTestFinished(() => other.close());
  return other;
}

type Overlay = Omit<Parameters<typeof newPause>[0], 'developerId'> & {
  readonly developerId?: string;
};

/** Without a recipient unless given one: nothing to notify. */
export async function ask(store: Store, overlay: Overlay = {}): Promise<PauseRecord> {
  const { pause } = await openPause(
    store,
    newPause({ developerId: randomUUID(), recipients: [], ...overlay }),
  );
  return pause;
}

/** A human answers by the link of the first recipient. */
export async function answer(store: Store, pause: PauseRecord, choice = 'Approve'): Promise<void> {
  const { developerId, id: pauseId } = pause;
  const by = { via: 'page', identifiedBy: 'link', recipientIndex: 0 } as const;
  const act = { kind: 'respond', developerId, pauseId, answer: { choice, text: null, ...by } };
  await settle(store, [act as Parameters<typeof settle>[1][number]]);
}

/** What the log tells of a pause, oldest first. */
export async function eventsOf(store: Store, pause: PauseRecord): Promise<string[]> {
  const { developerId, mode, id: pauseId } = pause;
  const events = await listAudit(store, { developerId, mode, pauseId, limit: 100 });
  return events.map(({ type }) => type).toReversed();
}

/** A pause whose deadline is behind it. */
export const askOverdue = (store: Store, overlay: Overlay = {}): Promise<PauseRecord> =>
  ask(store, { createdAt: new Date(Date.now() - 7_200_000), ...overlay });

export async function rows<T extends object>(
  store: Store,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  return (await store.pool.query<T>(text, values)).rows;
}

export interface DeliveryRow {
  readonly id: string;
  readonly kind: string;
  /** Of notifications. */
  readonly notice: string | null;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  /** Seconds from the last change to the next try. */
  readonly wait: number | null;
}

export const deliveriesOf = (store: Store, pause: PauseRecord): Promise<DeliveryRow[]> =>
  rows<DeliveryRow>(
    store,
    `select id, kind, notice, status, attempts, last_error,
       extract(epoch from next_attempt_at - updated_at)::float8 as wait
     from delivery where developer_id = $1 and pause_id = $2 order by id`,
    [pause.developerId, pause.id],
  );

/** Lets the wait before the next try, or a lease, be over. */
export const makeDue = (store: Store, pause: PauseRecord) =>
  rows(
    store,
    `update delivery set next_attempt_at = now()
     where developer_id = $1 and pause_id = $2 and next_attempt_at is not null`,
    [pause.developerId, pause.id],
  );

export const eventually = (check: () => unknown, timeout = 40_000): Promise<unknown> =>
  vi.waitFor(check, { timeout, interval: 20 });
