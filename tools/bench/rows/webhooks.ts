// Webhooks delivered a second to a receiver on this machine, against a loop of POSTs.
import { formatId } from '@pausepoint/core';
import { oldestUnsealed, openPause, settleOverdue } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import type { Place } from '../place.ts';
import { startPeer, type PeerProgram } from '../programs.ts';
import { balance, balanceSets, interleave, type Row } from '../row.ts';
import { addWebhook, startService, type Service } from '../service.ts';
import { until } from '../until.ts';

/** Sent before anything is measured, as the bare loop has run before: a worker is not started for each. */
const WARM = 3_000;

interface Report {
  readonly ids: readonly string[];
  readonly milliseconds: number;
}

/** Settled before any worker runs: what is measured is sending alone. */
async function prepare(service: Service, many: number): Promise<void> {
  const { store, developerId } = service;
  const createdAt = new Date(Date.now() - 3_600_000);
  const expiresAt = new Date(Date.now() - 1_000);
  let left = many;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      await openPause(
        store,
        newPause({ developerId, createdAt, sandboxed: true, content: { expiresAt } }),
      );
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
  // Of the messages nothing is measured here.
  await service.database.pool.query(
    `update delivery set next_attempt_at = null, status = 'sandboxed'`,
  );
  while ((await settleOverdue(store, 500)).length > 0);
}

/** All but the first are held back until the worker is warm and the log of what led to them is sealed. */
async function ours(place: Place, receiver: PeerProgram, many: number): Promise<number> {
  const service = await startService(place, 'webhooks');
  const { pool } = service.database;
  await addWebhook(service, `${receiver.url}/hook`);
  await prepare(service, WARM + many);
  await pool.query(
    `update delivery set next_attempt_at = now() + interval '1 hour' where kind = 'webhook'
      and id in (select id from delivery where kind = 'webhook' order by id offset $1)`,
    [WARM],
  );
  await service.startWorker();
  await delivered(service, WARM);
  await until('the seals', async () => (await oldestUnsealed(service.store)) === 0);
  const before = (await receiver.ask('report')) as Report;
  await pool.query(`update delivery set next_attempt_at = now() where next_attempt_at > now()`);
  await delivered(service, WARM + many);
  const { ids, milliseconds } = (await receiver.ask('report')) as Report;
  balance('webhooks received', many, ids.length);
  const { rows } = await pool.query<{ id: string }>(
    `select distinct event_id as id from delivery where kind = 'webhook'`,
  );
  balanceSets(
    'webhooks',
    rows.map(({ id }) => formatId('event', id)),
    [...before.ids, ...ids],
  );
  await service.stop();
  return (many * 1_000) / milliseconds;
}

async function delivered(service: Service, many: number): Promise<void> {
  const count = `select count(*) from delivery where kind = 'webhook' and status = 'delivered'`;
  await until('the webhooks', async () => (await service.count(count)) === many);
}

async function bare(receiver: PeerProgram, loop: PeerProgram, many: number): Promise<number> {
  // As long as one of ours.
  const body = JSON.stringify({ type: 'pause.timed_out', data: 'x'.repeat(900) });
  await loop.ask(JSON.stringify({ url: `${receiver.url}/hook`, many, body }));
  const { ids, milliseconds } = (await receiver.ask('report')) as Report;
  balance('POSTs received', many, new Set(ids).size);
  return (many * 1_000) / milliseconds;
}

export const webhooks: Row = {
  name: 'webhooks',
  title: 'webhooks delivered a second to a local receiver, against a keep-alive POST loop',
  async run(place) {
    const many = place.seconds < 3 ? 2_000 : 5_000;
    const receiver = await startPeer('receiver');
    const loop = await startPeer('post-loop');
    const found = await interleave(
      { ...place, rounds: Math.min(3, place.rounds) },
      { bare: () => bare(receiver, loop, many), ours: () => ours(place, receiver, many) },
    );
    place.keep('webhooks', found);
    await receiver.stop();
    await loop.stop();
    const shared = { what: 'webhooks delivered', against: 'POST loop', unit: '/s' } as const;
    return [
      {
        ...{ ...shared, judged: 'ratio', better: 'more', goal: 0.35, floor: 0.2 },
        ...{ ours: found.ours, theirs: found.bare },
      },
    ];
  },
};
