// A transaction ends, whatever becomes of the process that began it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore, type TestStore } from './testing.ts';
import { lockAndWrite, transaction } from './transaction.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

test('a process that freezes or vanishes keeps no lock for long', async () => {
  const frozen = transaction(store.pool, async (client) => {
    const { rows } = await client.query<{ seconds: number }>(
      `select setting::int / 1000 as seconds from pg_settings
       where name = 'idle_in_transaction_session_timeout'`,
    );
    expect(rows[0]!.seconds).toBeGreaterThan(0);
    expect(rows[0]!.seconds).toBeLessThanOrEqual(15);
    await client.query('lock table pause_view');
    // Rather than those seconds.
    await client.query(`set local idle_in_transaction_session_timeout = '10ms'`);
    await transaction(store.pool, (other) => other.query('lock table pause_view'));
    await client.query('select 1');
  });
  await expect(frozen).rejects.toThrow(/connection/i);
  await expect(store.pool.query('select 1')).resolves.toBeDefined();
});

test('a write that fails undoes all beside it, though the commit is sent with it', async () => {
  const heard = (id: string) => ({
    statement: {
      name: 'hear-one',
      text: 'insert into heard_reply (id, heard_at) values ($1, now())',
    },
    values: [id],
  });
  const write = (...ids: string[]) =>
    lockAndWrite(
      store.pool,
      (client) => client.query('select 1'),
      () => ({ result: 'done', writes: ids.map(heard) }),
    );
  const known = async () => (await store.pool.query('select from heard_reply')).rowCount;
  await expect(write('one', 'two', 'one', 'three')).rejects.toThrow('heard_reply_pkey');
  await expect(known()).resolves.toBe(0);
  await expect(write('one', 'two', 'three')).resolves.toBe('done');
  await expect(known()).resolves.toBe(3);
  await expect(write('two', 'four')).rejects.toThrow('heard_reply_pkey');
  await expect(known()).resolves.toBe(3);
});

test('what is not there any more cannot be written without anybody noticing', async () => {
  await expect(store.pool.query('select all_written(1, 2)')).rejects.toThrow('2 rows');
  await expect(store.pool.query('select all_written(2, 2)')).resolves.toBeDefined();
});
