// Views: at most one per link and ten minutes, whoever asks how often.
import { addMilliseconds, MINUTE, newId } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPause } from './find-pause.ts';
import { listAudit } from '../audit/list-audit.ts';
import { recordView } from './record-view.ts';
import type { NewPause } from '../records.ts';
import { testStore, type TestStore } from '../testing.ts';
import { aDeveloper, keyOf, opened, times } from '../testing/acts.ts';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const now = new Date();
const view = (pause: NewPause, at = now, recipientIndex: number | null = 0) =>
  recordView(store, { ...keyOf(pause), recipientIndex, automated: false, now: at });

const views = (pause: NewPause) =>
  listAudit(store, { ...pause, pauseId: pause.id, eventType: 'pause.viewed', limit: 100 });

test('of thirty simultaneous views one is recorded', async () => {
  const pause = await opened(store, { developerId: aDeveloper(), mode: 'test' });
  await Promise.all(times(30, () => view(pause)));
  expect(await views(pause)).toMatchObject([
    { actor: 'human', detail: { recipient_index: 0, automated: false } },
  ]);
});

test('the next one counts ten minutes later, also when many come then', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  await view(pause);
  await view(pause, addMilliseconds(now, 10 * MINUTE - 1));
  expect(await views(pause)).toHaveLength(1);
  await Promise.all(times(10, () => view(pause, addMilliseconds(now, 10 * MINUTE))));
  expect(await views(pause)).toHaveLength(2);
});

test('each link counts for itself, the caller’s too', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  for (const recipientIndex of [0, 1, null]) await view(pause, now, recipientIndex);
  expect(await views(pause)).toHaveLength(3);
});

test('a view changes no pause, and of no pause leaves no trace', async () => {
  const pause = await opened(store, { developerId: aDeveloper() });
  const before = await findPause(store, pause);
  await view(pause);
  expect(await findPause(store, pause)).toEqual(before);
  await view({ ...pause, id: newId(now) });
  expect(await listAudit(store, { ...pause, limit: 100 })).toHaveLength(2);
});
