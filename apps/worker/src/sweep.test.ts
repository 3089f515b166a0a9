// Deadlines: every one is noticed, once, and never early.
import { addMilliseconds, DAY } from '@pausepoint/core';
import { claimInstallation, openPause } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import {
  ask,
  eventually,
  openAnother,
  rows,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';
import { startReceiver } from './testing/receiver.ts';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { environmentFor, startProcess } from './testing/worker-process.ts';

const db = useDatabase();

/** S4 asks for ten thousand: CHAOS_SCALE=5. */
const DUE = scaled(2_000);

const timeouts = (developerId: string) =>
  rows<{ pause_id: string; late: number }>(
    db(),
    `select e.pause_id, extract(epoch from e.created_at - p.expires_at)::float8 as late
     from audit_event e join pause p on p.developer_id = e.developer_id and p.id = e.pause_id
     where e.developer_id = $1 and e.type = 'pause.timed_out'`,
    [developerId],
  );

test(
  `of ${DUE} due pauses eight worker processes settle each exactly once, and tell so once`,
  async () => {
    const { url, received } = await startReceiver();
    const developerId = crypto.randomUUID();
    const createdAt = addMilliseconds(new Date(), -DAY);
    const pauses = Array.from({ length: DUE }, () =>
      newPause({ developerId, createdAt, webhookUrl: url, recipients: [] }),
    );
    await Promise.all(pauses.map((pause) => openPause(db(), pause)));
    await claimInstallation(db());
    for (let n = 0; n < 8; n++) startProcess(environmentFor(db()));
    await eventually(async () => {
      const [left] = await rows<{ count: number }>(
        db(),
        `select count(*)::int from delivery where developer_id = $1 and status <> 'delivered'`,
        [developerId],
      );
      expect(left?.count).toBe(0);
      expect(received.length).toBeGreaterThanOrEqual(DUE);
    }, patience(240_000));
    const settled = await timeouts(developerId);
    expect(settled).toHaveLength(DUE);
    expect(new Set(settled.map((event) => event.pause_id)).size).toBe(DUE);
    // A try that heard no answer in time may be followed by another; two never succeed.
    const [delivered] = await rows<{ count: number }>(
      db(),
      'select count(*)::int from attempt where developer_id = $1 and error is null',
      [developerId],
    );
    expect(delivered?.count).toBe(DUE);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(DUE);
  },
  patience(300_000),
);

test('no pause times out before its deadline by the database’s clock', async () => {
  const developerId = crypto.randomUUID();
  const createdAt = new Date();
  await startTestWorker(db());
  await startTestWorker(await openAnother(db()));
  await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      ask(db(), {
        developerId,
        createdAt,
        content: { expiresAt: addMilliseconds(createdAt, 1_000 + 10 * n) },
      }),
    ),
  );
  await eventually(async () => expect(await timeouts(developerId)).toHaveLength(100));
  const late = (await timeouts(developerId)).map((event) => event.late);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
});

test('a deadline 25 to 30 days away fires neither now nor after restarts', async () => {
  const developerId = crypto.randomUUID();
  const warnings: string[] = [];
  const hear = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', hear);
  const createdAt = new Date();
  for (let n = 0; n <= 50; n++) {
    const expiresAt = addMilliseconds(createdAt, (25 + n / 10) * DAY);
    await ask(db(), { developerId, createdAt, content: { expiresAt } });
  }
  const canary = async (): Promise<void> => {
    // Each worker must have looked: it settles something due, while the far ones stay.
    const pause = await ask(db(), { createdAt: addMilliseconds(createdAt, -DAY) });
    await eventually(async () => expect(await timeouts(pause.developerId)).toHaveLength(1));
  };
  for (let restart = 0; restart < 4; restart++) {
    const worker = await startTestWorker(db());
    await canary();
    await canary();
    await worker.close();
  }
  process.off('warning', hear);
  expect(await timeouts(developerId)).toEqual([]);
  expect(warnings).not.toContain('TimeoutOverflowWarning');
});

test('losing every database connection stops nothing', async () => {
  const worked = await openAnother(db());
  await startTestWorker(worked);
  for (let n = 0; n < 3; n++) {
    await rows(
      db(),
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    ).catch(() => []);
    const pause = await eventuallyAsk();
    await eventually(async () => expect(await timeouts(pause.developerId)).toHaveLength(1));
  }
});

/** Our own connections were cut too. */
async function eventuallyAsk() {
  let pause: Awaited<ReturnType<typeof ask>> | undefined;
  await eventually(async () => {
    pause = await ask(db(), { createdAt: addMilliseconds(new Date(), -DAY) });
  });
  return pause!;
}
