// In whatever order a try's end and its vendor's words come, the same comes of them.
import type { ReportedStatus } from '@pausepoint/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AttemptResult } from '../records.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, opened } from '../testing/acts.ts';
import {
  claimsOf,
  dropDeliveries,
  expireLeases,
  later,
  notificationOf,
  report,
  said,
  sent,
  sentAs,
  statusesTold,
  unsure,
} from '../testing/attempts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());
beforeEach(() => dropDeliveries(store));

const opening = () => opened(store, { developerId: aDeveloper() });

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one, i) =>
    ordersOf([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]),
  );
}

const ends: Record<string, AttemptResult> = { sent, 'with a name': sentAs('m'), unsure, later };
const words: readonly (readonly ReportedStatus[])[] = [
  ['delivered'],
  ['failed'],
  ['sent'],
  ['sent', 'delivered'],
  ['sent', 'failed'],
  ['delivered', 'delivered'],
  ['sent', 'delivered', 'sent'],
];
for (const [name, end] of Object.entries(ends)) {
  test(`${name}: the same comes of it, told without a step back, and nothing is tried again`, async () => {
    for (const spoken of words) {
      const acts = [end, ...spoken];
      for (const order of ordersOf(acts)) {
        const pause = await opening();
        const [claim] = await claimsOf(store, pause);
        for (const act of order) {
          if (typeof act === 'string') await said(store, claim!, act);
          else expect(await report(store, claim!, act)).toBe(true);
        }
        const last = ['failed', 'delivered', 'sent'].find((one) => spoken.includes(one as never));
        const { status, lastError } = await notificationOf(store, pause);
        expect({ order, status }).toEqual({ order, status: last });
        expect(lastError).toBe(last === 'failed' ? 'it bounced' : null);
        const told = await statusesTold(store, pause);
        expect(told.at(-1)).toBe(last);
        expect(new Set(told).size).toBe(told.length);
        await expireLeases(store);
        expect(await claimsOf(store, pause)).toEqual([]);
      }
    }
  });
}

test('all at the same time: the same comes of it', async () => {
  for (let round = 0; round < 30; round++) {
    const pause = await opening();
    const [claim] = await claimsOf(store, pause);
    const [counted] = await Promise.all([
      report(store, claim!, round % 2 ? sentAs('m') : unsure),
      said(store, claim!, 'sent'),
      said(store, claim!, 'delivered'),
    ]);
    expect(counted).toBe(true);
    expect((await notificationOf(store, pause)).status).toBe('delivered');
    await expireLeases(store);
    expect(await claimsOf(store, pause)).toEqual([]);
  }
});

test('of two last words the first stays: nothing leads back from the end', async () => {
  for (const order of [
    ['delivered', 'failed'],
    ['failed', 'delivered'],
  ] as const) {
    for (const during of [true, false]) {
      const pause = await opening();
      const [claim] = await claimsOf(store, pause);
      if (!during) await report(store, claim!, sent);
      for (const word of order) await said(store, claim!, word);
      if (during) await report(store, claim!, sent);
      expect((await notificationOf(store, pause)).status).toBe(order[0]);
    }
  }
});
