// Open pages have their number: of one session, of one team, and no team takes another's place.
import { createLog, createSignals } from '@pausepoint/runtime';
import { testStore } from '@pausepoint/store/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createWatchers } from './watchers.ts';

test('however many sessions a team opens, there is room for another team', async () => {
  const store = await testStore();
  onTestFinished(() => store.close());
  const watchers = createWatchers(store, createSignals(), createLog({ level: 'error' }));
  onTestFinished(() => watchers.close());
  const [loud, calm] = [crypto.randomUUID(), crypto.randomUUID()];
  const join = (developerId: string, session: string) =>
    watchers.join({ developerId, pauseId: null }, session);
  const seats = await Promise.all(Array.from({ length: 200 }, (_, i) => join(loud, `s${i}`)));
  await expect(join(loud, 'one more')).rejects.toMatchObject({ code: 'rate_limited' });
  await Promise.all(Array.from({ length: 4 }, () => join(calm, 'calm')));
  await expect(join(calm, 'calm')).rejects.toMatchObject({ code: 'rate_limited' });
  seats[0]!.leave();
  await expect(join(loud, 'one more')).resolves.toBeDefined();
});
