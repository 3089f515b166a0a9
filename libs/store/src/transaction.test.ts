// A transaction ends, whatever becomes of the process that began it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore, type TestStore } from './testing.ts';
import { transaction } from './transaction.ts';

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
