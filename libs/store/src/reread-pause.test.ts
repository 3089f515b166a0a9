// A pause read again tells the same as one read for the first time.
import { newId } from '@pausepoint/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimNotifications } from './claim-notifications.ts';
import { findPause } from './find-pause.ts';
import { openPause } from './open-pause.ts';
import { rereadPause } from './reread-pause.ts';
import { settle } from './settle.ts';
import { newPause, testStore, type TestStore } from './testing.ts';

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

it('an untouched pause is the very same record', async () => {
  const pause = await opened();
  expect(await rereadPause(store, pause)).toBe(pause);
});

it('a message under way moves its notification on', async () => {
  const pause = await opened();
  await claimNotifications(store, { limit: 100, leaseSeconds: 30 });
  const again = await rereadPause(store, pause);
  expect(again!.recipients[0]!.notification).toMatchObject({ status: 'sending', attempts: 1 });
  expect(again).toEqual(await findPause(store, pause));
});

it('a settled pause is told whole', async () => {
  const pause = await opened();
  const { developerId, mode, id } = pause;
  await settle(store, [{ kind: 'cancel', developerId, mode, pauseId: id }]);
  const again = await rereadPause(store, pause);
  expect(again).toMatchObject({ status: 'cancelled' });
  expect(again).toEqual(await findPause(store, pause));
});

it('an overdue pause is timed out before any sweep', async () => {
  const now = Date.now();
  const pause = await opened({
    createdAt: new Date(now - 9_000),
    content: { expiresAt: new Date(now - 1_000) },
  });
  expect(await rereadPause(store, { ...pause, status: 'pending' })).toMatchObject({
    status: 'timed_out',
  });
});

it('a pause of another developer or mode is not there', async () => {
  const pause = await opened();
  const foreign = { ...pause, developerId: '0197e0a8-1b3c-7def-8123-456789abcdef' };
  expect(await rereadPause(store, foreign)).toBeUndefined();
  expect(await rereadPause(store, { ...pause, mode: otherMode(pause.mode) })).toBeUndefined();
});

const otherMode = (mode: 'live' | 'test') => (mode === 'live' ? 'test' : 'live');
