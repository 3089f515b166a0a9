// Whoever asks whether a pause has changed hears of everything that a poll tells.
import { newId, type Mode } from '@pausepoint/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changedPauses } from './changed-pauses.ts';
import { claimNotifications } from '../deliveries/claim-notifications.ts';
import { findPause, findPauses } from './find-pause.ts';
import { openPause } from './open-pause.ts';

import { settle } from '../settling/settle.ts';
import { newPause, testStore, type TestStore } from '../testing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const developerId = newId(new Date());
const opened = async (given: Omit<Parameters<typeof newPause>[0], 'developerId'> = {}) => {
  const { pause } = await openPause(store, newPause({ developerId, ...given }));
  return (await findPause(store, pause))!;
};

it('an untouched pause has not changed, one that is told of a message under way has', async () => {
  const [untouched, told] = [await opened({ mode: 'test' }), await opened()];
  expect(await changedPauses(store, [untouched, told])).toEqual([false, false]);
  await claimNotifications(store, { limit: 100, leaseSeconds: 30 });
  expect(await changedPauses(store, [told, told])).toEqual([true, true]);
  const again = (await findPause(store, told))!;
  expect(again.recipients[0]!.notification).toMatchObject({ status: 'sending', attempts: 1 });
  expect(await changedPauses(store, [again])).toEqual([false]);
});

it('of many only those are named that have changed', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => opened()));
  const { developerId, mode, id } = all[3]!;
  await settle(store, [{ kind: 'cancel', developerId, mode, pauseId: id }]);
  expect(await changedPauses(store, all)).toEqual([false, false, false, true, false]);
});

it('an overdue pause has changed before any sweep', async () => {
  const now = Date.now();
  const pause = await opened({
    createdAt: new Date(now - 9_000),
    content: { expiresAt: new Date(now - 1_000) },
  });
  expect(await changedPauses(store, [{ ...pause, status: 'pending' }])).toEqual([true]);
});

it('a pause of another developer or mode is not there', async () => {
  const pause = await opened();
  const foreign = { ...pause, developerId: '0197e0a8-1b3c-7def-8123-456789abcdef' };
  const other = { ...pause, mode: otherMode(pause.mode) };
  expect(await changedPauses(store, [foreign, pause, other])).toEqual([true, false, true]);
  expect(await findPauses(store, [foreign, pause, other])).toEqual([undefined, pause, undefined]);
});

it('pauses found together are told as each would be alone, in the order asked', async () => {
  const all = await Promise.all(Array.from({ length: 3 }, () => opened()));
  const asked = [all[2]!, all[0]!, all[2]!];
  expect(await findPauses(store, asked)).toEqual(asked);
});

const otherMode = (mode: Mode): Mode => (mode === 'live' ? 'test' : 'live');
