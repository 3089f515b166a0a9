// The hourly allowance: exact at every moment, whoever asks and however many at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeMessageAllowance } from './message-allowance.ts';
import { testStore, type TestStore } from '../testing.ts';
import { times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const HOUR = 3_600;
const start = new Date('2026-11-21T12:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
let next = 0;
const aPhone = () => `+1555010${1000 + next++}`;

const take = (address: string, seconds: number, perHour = 10) =>
  takeMessageAllowance(store, { channel: 'sms', address, perHour, now: at(seconds) });

test('of twenty that ask at once exactly the allowance is let through', async () => {
  const address = aPhone();
  const waits = await Promise.all(times(20, () => take(address, 0, 7)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(7);
  expect(waits.filter((wait) => wait === HOUR)).toHaveLength(13);
});

test('whoever waits as told gets one, and nobody a second earlier', async () => {
  const address = aPhone();
  for (const seconds of [0, 10, 20]) expect(await take(address, seconds, 3)).toBe(0);
  expect(await take(address, 100, 3)).toBe(HOUR - 100);
  expect(await take(address, HOUR - 1, 3)).toBe(1);
  expect(await take(address, HOUR, 3)).toBe(0);
  expect(await take(address, HOUR, 3)).toBe(10);
});

test('no hour, wherever it begins, sees more than the allowance', async () => {
  const address = aPhone();
  const taken: number[] = [];
  for (let seconds = 0; seconds < 4 * HOUR; seconds += 97) {
    if ((await take(address, seconds, 5)) === 0) taken.push(seconds);
  }
  for (const from of taken) {
    expect(taken.filter((one) => one >= from && one < from + HOUR).length).toBeLessThanOrEqual(5);
  }
  expect(taken.length).toBeGreaterThanOrEqual(20);
});

test('a refused one uses nothing up', async () => {
  const address = aPhone();
  await take(address, 0, 1);
  for (const seconds of [1, 2, 3]) expect(await take(address, seconds, 1)).toBe(HOUR - seconds);
  expect(await take(address, HOUR, 1)).toBe(0);
});

test('a clock that runs behind counts all the same', async () => {
  const address = aPhone();
  expect(await take(address, 10, 2)).toBe(0);
  expect(await take(address, 0, 2)).toBe(0);
  expect(await take(address, 5, 2)).toBe(HOUR - 5);
  expect(await take(address, HOUR, 2)).toBe(0);
});

describe('the allowance is one address’s', () => {
  test('and one channel’s', async () => {
    const address = aPhone();
    expect(await take(address, 0, 1)).toBe(0);
    expect(await take(aPhone(), 0, 1)).toBe(0);
    const whatsapp = { channel: 'whatsapp', address, perHour: 1, now: at(0) } as const;
    expect(await takeMessageAllowance(store, whatsapp)).toBe(0);
    expect(await take(address, 0, 1)).toBe(HOUR);
  });

  test('of which only a keyed hash is kept, and not for long', async () => {
    const { rows } = await store.pool.query<{ row: string }>(
      'select m::text as row from message_allowance m',
    );
    expect(rows.length).toBeGreaterThan(1);
    const plain = Buffer.from('+1555010').toString('hex');
    for (const { row } of rows) expect(row).not.toContain(plain);
    for (let i = 0; i < rows.length; i++) await take(aPhone(), 1e6 + i * HOUR * 2);
    const left = await store.pool.query('select from message_allowance');
    expect(left.rowCount).toBeLessThanOrEqual(3);
  });
});
