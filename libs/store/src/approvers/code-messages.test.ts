// The messages that carry codes: nobody's news, and the code is wiped once they are out.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settle } from '../settling/settle.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, withdraw } from '../testing/acts.ts';
import {
  claimsOf,
  eventTypesOf,
  expireLeases,
  failed,
  later,
  notificationOf,
  report,
  said,
  sent,
  unsure,
} from '../testing/attempts.ts';
import { check, codeClaim, request } from '../testing/codes.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const asked = () => opened(store, { developerId: aDeveloper(), require: 'code' });

/** What is still there to be read by whoever has the operator's secret. */
async function isSealed({ id }: { readonly id: string }): Promise<boolean> {
  const { rows } = await store.pool.query<{ sealed: boolean }>(
    'select code_sealed is not null as sealed from proof_code where pause_id = $1',
    [id],
  );
  return rows[0]!.sealed;
}

test('the message is nobody’s news and no question: neither the log nor the pause tells of it', async () => {
  for (const end of [sent, failed]) {
    const pause = await asked();
    const before = await notificationOf(store, pause);
    await request(store, pause);
    await report(store, await codeClaim(store, pause), end);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created']);
    expect(await notificationOf(store, pause)).toMatchObject({
      attempts: before.attempts + 1,
      status: 'sending',
    });
    const { rows } = await store.pool.query(
      `select from delivery where pause_id = $1 and kind = 'webhook'`,
      [pause.id],
    );
    expect(rows).toEqual([]);
  }
});

test('it is not edited when the pause is settled', async () => {
  const pause = await asked();
  await request(store, pause);
  await report(store, await codeClaim(store, pause), { ...sent, ref: 'D1:1.2' });
  await settle(store, [withdraw(pause)]);
  const { rows } = await store.pool.query(
    `select from delivery where pause_id = $1 and notice = 'outcome'`,
    [pause.id],
  );
  expect(rows).toEqual([]);
});

test('it keeps the sealed code only until it is out', async () => {
  const pause = await asked();
  await request(store, pause);
  const claim = await codeClaim(store, pause);
  await report(store, claim, later);
  expect(await isSealed(pause)).toBe(true);
  await expireLeases(store);
  const second = await codeClaim(store, pause);
  expect(second.proof).toEqual(claim.proof);
  await report(store, second, sent);
  expect(await isSealed(pause)).toBe(false);
  expect(await check(store, pause, claim.proof!.digits)).toBe('right');
});

test.each(['delivered', 'failed'] as const)(
  'one in doubt ends with the vendor’s word, %s, and its code is wiped',
  async (word) => {
    const pause = await asked();
    await request(store, pause);
    const claim = await codeClaim(store, pause);
    await report(store, claim, unsure);
    expect(await isSealed(pause)).toBe(true);
    await said(store, claim, word);
    expect(await isSealed(pause)).toBe(false);
    expect(await eventTypesOf(store, pause)).toEqual(['pause.created']);
  },
);

test('that of an older code carries none any more, and its end leaves the newer one alone', async () => {
  const pause = await asked();
  await request(store, pause);
  const old = await codeClaim(store, pause);
  await request(store, pause);
  await expireLeases(store);
  const claims = await claimsOf(store, pause);
  const again = claims.find(({ deliveryId }) => deliveryId === old.deliveryId)!;
  expect(again.proof).toBeNull();
  await report(store, again, failed);
  expect(await isSealed(pause)).toBe(true);
});
