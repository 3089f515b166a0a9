// Reply digits: an answer meant for one pause can't decide another.
import { createKeyRing } from '@pausepoint/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewPause } from '../records.ts';
import { findReplyDigit, takeReplyDigits } from './reply-digits.ts';
import { settle } from '../settling/settle.ts';
import type { Store } from '../store.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened, tap, times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const HOUR = 3_600_000;
const line = '+15550100000';
let next = 0;
const aPhone = () => `+1555020${1000 + next++}`;

const take = (address: string, pause: NewPause, options = 2, on: Store = store) =>
  takeReplyDigits(on, {
    line,
    address,
    developerId: pause.developerId,
    pauseId: pause.id,
    recipientIndex: 0,
    options,
    expiresAt: pause.content.expiresAt,
  });

const find = (address: string, digit: number, on: Store = store) =>
  findReplyDigit(on, { line, address, digit });

const opening = () => opened(store, { developerId: aDeveloper() });

/** Its deadline was this long ago. */
const expired = (hours: number) => {
  const expiresAt = new Date(Date.now() - hours * HOUR);
  const createdAt = new Date(+expiresAt - HOUR);
  return opened(store, { developerId: aDeveloper(), createdAt, content: { expiresAt } });
};

/** Answered this long ago, with hours left to its deadline. */
async function answered(hours: number): Promise<NewPause> {
  const createdAt = new Date(Date.now() - 48 * HOUR);
  const expiresAt = new Date(Date.now() + 48 * HOUR);
  const pause = await opened(store, {
    developerId: aDeveloper(),
    createdAt,
    content: { expiresAt },
  });
  await store.pool.query(
    `update pause set status = 'responded', response_choice = 'Approve', via = 'page',
       identified_by = 'link', response_at = now() - $2 * interval '1 hour',
       resolved_at = now() - $2 * interval '1 hour' where id = $1`,
    [pause.id, hours],
  );
  return pause;
}

describe('open pauses to one phone', () => {
  test('get digits of their own, the lowest first; where too few are left, none', async () => {
    const phone = aPhone();
    expect(await take(phone, await opening())).toEqual([1, 2]);
    expect(await take(phone, await opening(), 3)).toEqual([3, 4, 5]);
    expect(await take(phone, await opening(), 5)).toBeNull();
    expect(await take(phone, await opening(), 4)).toEqual([6, 7, 8, 9]);
    expect(await take(phone, await opening())).toBeNull();
  });

  test('of twenty that ask at once no two share one', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = aPhone();
      const pauses = await Promise.all(times(20, opening));
      const taken = await Promise.all(pauses.map((pause) => take(phone, pause)));
      const digits = taken.filter((one) => one !== null).flat();
      expect(digits.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });

  test('get the same ones whenever they ask again, also all at once', async () => {
    const phone = aPhone();
    const pause = await opening();
    const all = await Promise.all(times(20, () => take(phone, pause, 3)));
    expect(new Set(all.map(String))).toEqual(new Set(['1,2,3']));
    expect(await take(phone, await opening())).toEqual([4, 5]);
  });

  test('another phone’s and another line’s digits are others', async () => {
    const phone = aPhone();
    const pause = await opening();
    expect(await take(phone, pause)).toEqual([1, 2]);
    expect(await take(aPhone(), await opening())).toEqual([1, 2]);
    const other = await opening();
    const digits = await takeReplyDigits(store, {
      line: '+15550199999',
      address: phone,
      developerId: other.developerId,
      pauseId: other.id,
      recipientIndex: 0,
      options: 2,
      expiresAt: other.content.expiresAt,
    });
    expect(digits).toEqual([1, 2]);
    expect(await find(phone, 1)).toMatchObject({ pauseId: pause.id });
  });
});

describe('a digit', () => {
  test('leads to its pause, recipient and option; one nobody has leads nowhere', async () => {
    const phone = aPhone();
    await take(phone, await opening());
    const second = await opening();
    await take(phone, second);
    const reached = { developerId: second.developerId, pauseId: second.id, recipientIndex: 0 };
    expect(await find(phone, 3)).toEqual({ ...reached, choice: 0 });
    expect(await find(phone, 4)).toEqual({ ...reached, choice: 1 });
    expect(await find(phone, 5)).toBeUndefined();
    expect(await find(aPhone(), 3)).toBeUndefined();
  });

  test('rests once its pause is settled: it still leads there, and to no other', async () => {
    const phone = aPhone();
    const pause = await opening();
    await take(phone, pause);
    await settle(store, [tap(pause)]);
    expect(await take(phone, await opening())).toEqual([3, 4]);
    expect(await find(phone, 1)).toMatchObject({ pauseId: pause.id });
  });

  test.each([
    ['the deadline', expired],
    ['an answer', answered],
  ])('rests a day from %s, no less and no more', async (_, ended) => {
    const resting = aPhone();
    const late = await ended(23.9);
    await take(resting, late);
    expect(await take(resting, await opening())).toEqual([3, 4]);
    expect(await find(resting, 1)).toMatchObject({ pauseId: late.id });

    const rested = aPhone();
    await take(rested, await ended(24.1));
    expect(await find(rested, 1)).toBeUndefined();
    const fresh = await opening();
    expect(await take(rested, fresh)).toEqual([1, 2]);
    expect(await find(rested, 1)).toMatchObject({ pauseId: fresh.id });
  });

  test('taken under the secret before the last change is still known, and still taken', async () => {
    const phone = aPhone();
    const pause = await opening();
    await take(phone, pause);
    const renewed: Store = { ...store, ring: createKeyRing('a new secret', store.secretKey) };
    expect(await find(phone, 2, renewed)).toMatchObject({ pauseId: pause.id, choice: 1 });
    expect(await take(phone, pause, 2, renewed)).toEqual([1, 2]);
    expect(await take(phone, await opening(), 2, renewed)).toEqual([3, 4]);
  });

  test('that two pauses hold, one under each secret while it changes, decides neither', async () => {
    const phone = aPhone();
    const pause = await opening();
    const renewed: Store = { ...store, ring: createKeyRing('a new secret', store.secretKey) };
    // A process that was not started again yet does not see what one with the new secret wrote.
    expect(await take(phone, await opening(), 2, renewed)).toEqual([1, 2]);
    expect(await take(phone, pause)).toEqual([1, 2]);
    expect(await find(phone, 1, renewed)).toBeUndefined();
    // Until then both still hold them.
    expect(await take(phone, await opening(), 2, renewed)).toEqual([3, 4]);
  });

  test('is kept without the phone’s number, and no longer than it rests', async () => {
    const phone = aPhone();
    await take(phone, await expired(25));
    const { rows } = await store.pool.query<{ row: string }>(
      'select r::text as row from reply_digit r',
    );
    const plain = Buffer.from('+1555020').toString('hex');
    for (const { row } of rows) expect(row).not.toContain(plain);
    for (let i = 0; i < 5; i++) await take(aPhone(), await opening());
    const { rowCount } = await store.pool.query(
      `select from reply_digit where expires_at < now() - interval '24 hours'`,
    );
    expect(rowCount).toBe(0);
  });
});
