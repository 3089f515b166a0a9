// S2: workers are killed in the midst of a backlog, and what they had begun is neither lost nor doubled.
import { once } from 'node:events';
import { addMilliseconds, DAY } from '@pausepoint/core';
import { claimInstallation, createWebhook, openPause } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import { expect, test } from 'vitest';
import { startReceiver, type Received } from './testing/receiver.ts';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { eventually, rows, useDatabase } from './testing/set-up.ts';
import { environmentFor, startProcess } from './testing/worker-process.ts';

const db = useDatabase();
const PAUSES = scaled(500);
/** To the account's endpoint each, and to their own URLs. */
const WEBHOOKS = PAUSES + Math.ceil(PAUSES / 2);
const KILLS = 3;

test(
  'whenever workers are killed, each pause is settled once and told under one id and one body',
  async () => {
    // Slow enough that many webhooks are on their way at whatever moment the worker dies.
    const { url, received } = await startReceiver((_request, response) => {
      setTimeout(() => response.end(), 20);
    });
    await claimInstallation(db());
    const developerId = crypto.randomUUID();
    const createdAt = addMilliseconds(new Date(), -DAY);
    const wanted = { developerId, mode: 'live', secret: null, now: createdAt } as const;
    const events = ['pause.timed_out'] as const;
    await createWebhook(db(), { ...wanted, url: `${url}/endpoint`, events });
    // Every other one has a webhook of its own besides.
    const pauses = Array.from({ length: PAUSES }, (_, index) => {
      const webhookUrl = index % 2 === 0 ? `${url}/own` : null;
      return newPause({ developerId, createdAt, webhookUrl, recipients: [] });
    });
    await Promise.all(pauses.map((pause) => openPause(db(), pause)));

    for (let kill = 1; kill <= KILLS; kill++) {
      const { child } = startProcess(environmentFor(db()));
      const mark = (WEBHOOKS * kill) / (KILLS + 1);
      await eventually(() => expect(received.length).toBeGreaterThan(mark), patience(30_000));
      child.kill('SIGKILL');
      await once(child, 'close');
      await letLeasesRunOut();
    }
    startProcess(environmentFor(db()));
    await eventually(async () => expect(await unfinished()).toBe(0), patience(60_000));

    const ends = await rows<{ pause_id: string; event_id: string }>(
      db(),
      `select pause_id, id as event_id from audit_event where type = 'pause.timed_out'`,
    );
    expect(ends.map(({ pause_id }) => pause_id).sort()).toEqual(pauses.map(({ id }) => id).sort());
    const told = byWebhookId(received);
    expect([...told.keys()].sort()).toEqual(ends.map(({ event_id }) => `evt_${event_id}`).sort());
    for (const all of told.values()) expect(new Set(all.map(({ body }) => body)).size).toBe(1);
    const own = new Set(pauses.filter(({ webhookUrl }) => webhookUrl).map(({ id }) => id));
    for (const { event_id, pause_id } of ends) {
      const paths = new Set(told.get(`evt_${event_id}`)!.map((one) => one.url));
      expect([...paths].sort()).toEqual(own.has(pause_id) ? ['/endpoint', '/own'] : ['/endpoint']);
    }
    // Kills came between sending and writing down, else nothing was shown.
    expect(received.length).toBeGreaterThan(WEBHOOKS);
    const news = await rows<{ count: number }>(
      db(),
      `select count(*)::int from audit_event where type = 'pause.webhook_delivered'`,
    );
    expect(news).toEqual([{ count: WEBHOOKS }]);
  },
  patience(180_000),
);

const letLeasesRunOut = () =>
  rows(db(), 'update delivery set next_attempt_at = now() where next_attempt_at is not null');

async function unfinished(): Promise<number> {
  const [row] = await rows<{ count: number }>(
    db(),
    `select (select count(*) from pause where status = 'pending')::int
      + (select count(*) from delivery where next_attempt_at is not null)::int as count`,
  );
  return row!.count;
}

const byWebhookId = (received: readonly Received[]): Map<string, Received[]> =>
  Map.groupBy(received, ({ headers }) => headers['webhook-id'] as string);
