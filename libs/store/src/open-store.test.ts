// The connection: what is asked of the server, and what its restart does to us.
import { createKeyRing } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimInstallation, setupToken } from './installation.ts';
import { ping } from './migrate.ts';
import { openStore } from './open-store.ts';
import { register } from './accounts/developers.ts';
import { testStore, type TestStore } from './testing.ts';
import { times } from './testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('the URL’s own parameters reach the server, and so does our name', async () => {
  const url = `${store.url}${store.url.includes('?') ? '&' : '?'}options=-c%20work_mem%3D7MB`;
  const ring = createKeyRing('any');
  const other = await openStore({ url, ring, applicationName: 'a test' });
  const { rows } = await other.pool.query(
    `select current_setting('work_mem') as memory, current_setting('application_name') as name`,
  );
  await other.close();
  expect(rows).toEqual([{ memory: '7MB', name: 'a test' }]);
});

test('sslmode is not dropped: a server without TLS is not talked to in the clear', async () => {
  const url = `${store.url}${store.url.includes('?') ? '&' : '?'}sslmode=verify-full`;
  const { rows } = await store.pool.query<{ ssl: string }>(`select current_setting('ssl') as ssl`);
  if (rows[0]!.ssl === 'on') return;
  await expect(openStore({ url, ring: createKeyRing('any') })).rejects.toThrow(/SSL/);
});

test('connections that the server ends are told of, replaced, and end nothing of ours', async () => {
  const errors: Error[] = [];
  const onError = (error: Error) => errors.push(error);
  const other = await openStore({ url: store.url, ring: store.ring, onError });
  const clients = await Promise.all(times(3, () => other.pool.connect()));
  const [held, ...idle] = clients;
  for (const client of idle) client.release();
  await store.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await expect(held!.query('select 1')).rejects.toThrow();
  held!.release(true);
  while (errors.length < 3) await new Promise((resolve) => setImmediate(resolve));
  await ping(other);
  await other.close();
});

test('another SECRET_KEY is refused with what to do', async () => {
  await claimInstallation(store);
  await claimInstallation(store);
  const ring = createKeyRing('another secret');
  await expect(claimInstallation({ ...store, ring })).rejects.toThrow('the same SECRET_KEY');
});

test('a changed SECRET_KEY is taken with the one before beside it, and is then the one', async () => {
  const before = await testStore();
  try {
    await claimInstallation(before);
    const changed = { ...before, ring: createKeyRing('a new secret', before.secretKey) };
    await claimInstallation(changed);
    await claimInstallation({ ...before, ring: createKeyRing('a new secret') });
    await expect(claimInstallation(before)).rejects.toThrow('the same SECRET_KEY');
  } finally {
    await before.close();
  }
});

test('the setup token is one for all processes, until the first account is there', async () => {
  const now = new Date();
  const tokens = await Promise.all(times(5, () => setupToken(store, now)));
  expect(tokens[0]).toMatch(/^[\w-]{22}$/);
  expect(new Set(tokens).size).toBe(1);
  const account = {
    name: 'Ada',
    passwordHash: 'hash',
    plan: 'free',
    now,
    onlyFirst: true,
  } as const;
  const answers = await Promise.allSettled(
    times(5, (i) => register(store, { ...account, email: `ada${i}@example.com` })),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ code: 'sign_up_closed' });
  }
  expect(await setupToken(store, now)).toBeNull();
});
