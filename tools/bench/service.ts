// PausePoint as an operator runs it: servers and workers as processes on one database, and a developer.
import { createKeyRing, parseId } from '@pausepoint/core';
import { openStore, type Store } from '@pausepoint/store';
import { freePort } from '../chaos/server-process.ts';
import { askJson, postJson, register } from '../run-examples/human.ts';
import type { Database, Place } from './place.ts';
import { startOwn, type Program } from './programs.ts';

export interface Service {
  /** The first server's. */
  readonly url: string;
  readonly urls: readonly string[];
  readonly database: Database;
  readonly apiKey: string;
  readonly developerId: string;
  readonly servers: readonly Program[];
  readonly workers: Program[];
  /** The library alone, for filling: no server is asked. */
  readonly store: Store;
  startWorker(): Promise<Program>;
  count(text: string, values?: unknown[]): Promise<number>;
  stop(): Promise<void>;
}

const SECRET = 'a secret for measuring, of no worth at all';

export async function startService(
  place: Place,
  name: string,
  { servers: count = 1 } = {},
): Promise<Service> {
  const database = await place.openDatabase(name);
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const urls = ports.map((port) => `http://localhost:${port}`);
  const url = urls[0]!;
  const env = {
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    SECRET_KEY: SECRET,
    RATE_LIMIT_PER_MINUTE: '0',
    READ_LIMIT_PER_MINUTE: '0',
    ALLOW_PRIVATE_WEBHOOKS: 'on',
  };
  const servers: Program[] = [];
  for (const port of ports) {
    servers.push(await startOwn(place, 'server', { ...env, PORT: String(port) }));
  }
  const workers: Program[] = [];
  const apiKey = await register(url);
  const me = await askJson(`${url}/v1/auth/me`, { headers: { Authorization: `Bearer ${apiKey}` } });
  const store = await openStore({ url: database.url, ring: createKeyRing(SECRET) });
  return {
    url,
    urls,
    database,
    apiKey,
    developerId: parseId('developer', String(me.developer_id))!,
    servers,
    workers,
    store,
    async startWorker() {
      const worker = await startOwn(place, 'worker', env);
      workers.push(worker);
      return worker;
    },
    async count(text, values = []) {
      const { rows } = await database.pool.query<{ count: string }>(text, values);
      return Number(rows[0]!.count);
    },
    async stop() {
      await Promise.all([...servers, ...workers].map((one) => one.stop()));
      await store.close();
      await database.drop();
    },
  };
}

/** @returns what the endpoint's registration told */
export const addWebhook = (service: Service, url: string) =>
  askJson(
    `${service.url}/v1/webhooks`,
    postJson({ url, events: ['pause.responded', 'pause.timed_out'] }, service.apiKey),
  );
