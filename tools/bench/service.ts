// PausePoint as an operator runs it: servers and workers as processes on one database, and a developer.
import { createKeyRing, parseId } from '@pausepoint/core';
import { openStore, type Store } from '@pausepoint/store';
import { freePort } from '../chaos/server-process.ts';
import { askJson, postJson, register, withKey } from '../run-examples/human.ts';
import type { Database } from './cluster.ts';
import type { Place } from './place.ts';
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

export const SECRET = 'a secret for measuring, of no worth at all';

interface Wish {
  readonly servers?: number;
  /** Where it runs already; absent: a fresh one, dropped in the end. */
  readonly database?: Database;
  /** Of theirs beside what they are all given; by the number of the program. */
  readonly env?: (program: 'server' | 'worker', number: number) => Readonly<Record<string, string>>;
}

export async function startService(
  place: Place,
  name: string,
  { servers: count = 1, database: given, env: more = () => ({}) }: Wish = {},
): Promise<Service> {
  const database = given ?? (await place.openDatabase(name));
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
  for (const [number, port] of ports.entries()) {
    const own = { ...env, PORT: String(port), ...more('server', number) };
    servers.push(await startOwn(place, 'server', own));
  }
  const workers: Program[] = [];
  const apiKey = await register(url);
  const developerId = given ? await adopt(given) : await whoIs(url, apiKey);
  const store = await openStore({ url: database.url, ring: createKeyRing(SECRET) });
  return {
    url,
    urls,
    database,
    apiKey,
    developerId,
    servers,
    workers,
    store,
    async startWorker() {
      const own = { ...env, ...more('worker', workers.length) };
      const worker = await startOwn(place, 'worker', own);
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
      await (given ? database.close() : database.drop());
    },
  };
}

async function whoIs(url: string, apiKey: string): Promise<string> {
  const me = await askJson(`${url}/v1/auth/me`, withKey(apiKey));
  return parseId('developer', String(me.developer_id))!;
}

/** The key of whoever has just registered is the large developer's of a filled database from now on. */
async function adopt({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ developer_id: string }>(
    `update api_key set developer_id = developer_of(0)
     where created_at = (select max(created_at) from api_key) returning developer_id`,
  );
  return rows[0]!.developer_id;
}

/** @returns what the endpoint's registration told */
export const addWebhook = (service: Service, url: string) =>
  askJson(
    `${service.url}/v1/webhooks`,
    postJson({ url, events: ['pause.responded', 'pause.timed_out'] }, service.apiKey),
  );
