// Held answers become final when they were promised to, and only then does anybody hear of them.
import { addMilliseconds } from '@pausepoint/core';
import { findPauseByLink } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import {
  answer,
  ask,
  eventsOf,
  eventually,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';

const db = useDatabase();

test('fifty held answers are final at their deadlines, told once each, and none times out', async () => {
  const { url, received } = await startReceiver();
  await startTestWorker(db());
  const createdAt = new Date();
  const pauses = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const expiresAt = addMilliseconds(createdAt, 8_000 + 10 * n);
      const given = { createdAt, undoSeconds: 60, webhookUrl: url, content: { expiresAt } };
      const pause = await ask(db(), given);
      await answer(db(), pause, n % 2 === 0 ? 'Approve' : 'Reject');
      return pause;
    }),
  );
  expect(received).toEqual([]);
  await eventually(() => expect(received).toHaveLength(50));
  const told = received.map(({ body }) => JSON.parse(body) as { type: string; data: object });
  for (const { type, data } of told) {
    expect(type).toBe('pause.responded');
    expect(data).toMatchObject({ status: 'responded', human_decided: true });
  }
  for (const [n, pause] of pauses.entries()) {
    const found = await findPauseByLink(db(), { ...pause, pauseId: pause.id });
    expect(found).toMatchObject({
      ...{ status: 'responded', responseChoice: n % 2 === 0 ? 'Approve' : 'Reject' },
      resolvedAt: pause.expiresAt,
    });
    const events = await eventsOf(db(), pause);
    expect(events.filter((type) => type === 'pause.responded')).toHaveLength(1);
    expect(events).not.toContain('pause.timed_out');
  }
});
