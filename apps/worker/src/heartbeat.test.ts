// A living worker can be seen from any process.
import { lastBeat } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { eventually, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase(4);

test('a worker that starts is seen alive', async () => {
  expect(await lastBeat(db())).toBeNull();
  await startTestWorker(db());
  await eventually(async () => expect(await lastBeat(db())).not.toBeNull());
});
