// Webhooks delivered a second to a receiver on this machine, against a loop of POSTs.
import { formatId } from '@pausepoint/core';
import { openPause, settleOverdue } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import type { Place } from '../place.ts';
import { startPeer, type PeerProgram } from '../programs.ts';
import { balance, balanceSets, interleave, type Row } from '../row.ts';
import { addWebhook, startService, type Service } from '../service.ts';

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

async function ours(place: Place, receiver: PeerProgram, many: number): Promise<number> {
  const service = await startService(place, 'webhooks');
  await addWebhook(service, `${receiver.url}/hook`);
  await prepare(service, many);
  await service.startWorker();
  const delivered = `select count(*) from delivery where kind = 'webhook' and status = 'delivered'`;
  const patience = Date.now() + 120_000;
  while ((await service.count(delivered)) < many) {
    if (Date.now() > patience) throw new Error('webhooks were not delivered in two minutes');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { ids, milliseconds } = (await receiver.ask('report')) as Report;
  balance('webhooks received', many, ids.length);
  const { rows } = await service.database.pool.query<{ id: string }>(
    `select distinct event_id as id from delivery where kind = 'webhook'`,
  );
  balanceSets(
    'webhooks',
    rows.map(({ id }) => formatId('event', id)),
    ids,
  );
  await service.stop();
  return (many * 1_000) / milliseconds;
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
