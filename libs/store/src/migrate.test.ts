// Migrating: safe for several at once, and the ORM's tables are the database's.
import { createKeyRing } from '@pausepoint/core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMigrated, migrate, ping } from './migrate.ts';
import { openStore } from './open-store.ts';
import { testStore, type TestStore } from './testing.ts';
import { times } from './testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

/** The law is SQL's alone: triggers, functions and checks named …_law are no part of the ORM's tables. */
const law = /^drop (trigger|function) if exists|^alter table "\w+" drop constraint "\w+_law";$/;

test('tables, columns, keys, indexes and checks are what the ORM says they are', async () => {
  const difference = await store.orm.schema.getUpdateSchemaSQL({ wrap: false });
  const statements = difference.split('\n').filter((line) => line.trim() !== '');
  expect(statements.filter((line) => !law.test(line))).toEqual([]);
});

test('several processes may migrate an empty database at once', async () => {
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  const name = `${client.database!}_empty`;
  await client.query(`create database ${name}`);
  const url = store.url.replace(client.database!, name);
  const stores = await Promise.all(
    times(4, () => openStore({ url, ring: createKeyRing('any'), poolSize: 2 })),
  );
  try {
    expect(await isMigrated(stores[0]!)).toBe(false);
    await Promise.all(stores.map(migrate));
    for (const one of stores) expect(await isMigrated(one)).toBe(true);
    await ping(stores[0]!);
  } finally {
    await Promise.all(stores.map((one) => one.close()));
    await client.query(`drop database ${name} with (force)`);
    await client.end();
  }
});
