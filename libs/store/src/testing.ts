// A fresh, migrated database for a test file, cloned from a template that is made once per server.
import { randomBytes } from 'node:crypto';
import { createKeyRing } from '@pausepoint/core';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { migrationsHash } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

export { newPause, newRecipient } from './testing/new-pause.ts';

export interface TestStore extends Store {
  /** For a second store, or a process of its own, on the same database. */
  readonly url: string;
  /** What `ring` was made of. */
  readonly secretKey: string;
}

export interface TestStoreOptions {
  readonly poolSize?: number | undefined;
}

const TEMPLATE_LOCK = 0x7061757366;
const secretKey = 'a secret for tests, of no worth at all';

/** Close it when done: that drops the database, whoever is still connected. */
export async function testStore({ poolSize }: TestStoreOptions = {}): Promise<TestStore> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set: add testing/setup.ts as globalSetup');
  const template = `pausepoint_template_${migrationsHash()}`;
  const name = `pausepoint_test_${randomBytes(8).toString('hex')}`;
  await ask(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    if (!(await exists(client, template))) await makeTemplate(client, server, template);
    // Copied as files: through the log it would take seven times the work.
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const url = withDatabase(server, name);
  const ring = createKeyRing(secretKey);
  const store = await openStore({ url, ring, poolSize, onError: () => undefined });
  const close = async (): Promise<void> => {
    await store.close();
    await ask(server, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { ...store, url, secretKey, close };
}

/** Under another name until it is whole: a template that exists is one that can be cloned. */
async function makeTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  const store = await openStore({
    url: withDatabase(server, draft),
    ring: createKeyRing(secretKey),
  });
  await migrate(store).finally(() => store.close());
  await client.query(`alter database ${draft} rename to ${template}`);
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
  return rowCount === 1;
}

/** The connection's end gives back its locks. */
async function ask<T>(server: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  return question(client).finally(() => client.end());
}

const withDatabase = (url: string, name: string): string =>
  url.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/i, `$1/${name}`);
