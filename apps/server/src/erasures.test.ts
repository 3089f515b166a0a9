// Of what another process erased nothing is shown from memory for longer than it takes to hear of it.
import type { PauseRef } from '@pausepoint/runtime';
import { expect, test, vi } from 'vitest';
import { createErasures } from './erasures.ts';

const pause = (pauseId: string): PauseRef => ({ developerId: 'dev', pauseId });

function following(erased: readonly PauseRef[] = []) {
  const heard: string[] = [];
  const state = { reads: 0, failing: false };
  const erasures = createErasures({
    async read(cursor) {
      state.reads++;
      await Promise.resolve();
      if (state.failing) throw new Error('connection terminated');
      return { cursor: 'next', pauses: cursor === null ? [] : erased };
    },
    forget: (pauses) => heard.push(...pauses.map(({ pauseId }) => pauseId)),
    forgetAll: () => heard.push('all'),
  });
  return { erasures, heard, state };
}

test('whatever was in memory before it listened is not believed', async () => {
  const { erasures, heard } = following();
  await erasures.caughtUp();
  expect(heard).toEqual(['all']);
});

test('however many ask at once, the database is asked once, and not again for a moment', async () => {
  const { erasures, state } = following();
  await Promise.all(Array.from({ length: 1_000 }, () => erasures.caughtUp()));
  await erasures.caughtUp();
  expect(state.reads).toBe(1);
});

test('each erasure is heard of by whoever goes on asking', async () => {
  const { erasures, heard } = following([pause('a'), pause('b')]);
  await vi.waitUntil(
    async () => {
      await erasures.caughtUp();
      return heard.length > 1;
    },
    { timeout: 40_000 },
  );
  expect(heard).toEqual(['all', 'a', 'b']);
});

test('who cannot hear does not say that nothing was erased', async () => {
  const { erasures, state, heard } = following();
  state.failing = true;
  await expect(erasures.caughtUp()).rejects.toThrow('terminated');
  state.failing = false;
  await erasures.caughtUp();
  expect(heard).toEqual(['all']);
});
