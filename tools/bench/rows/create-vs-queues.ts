// Creates against what a queue takes: pg-boss and graphile-worker behind the same bare HTTP.
import { ourCreates, peerCreates } from '../creates.ts';
import { saturate, type Load } from '../load/load.ts';
import { startPeer } from '../programs.ts';
import { balanceSets, interleave, type Row } from '../row.ts';

const peers = {
  'pg-boss': { program: 'pg-boss-create', ids: 'select id::text as id from pgboss.job' },
  'graphile-worker': {
    program: 'graphile-create',
    ids: 'select id::text as id from graphile_worker.jobs',
  },
} as const;

export const createVsQueues: Row = {
  name: 'create-vs-queues',
  title: 'durable POST /v1/pause a second, against pg-boss send and graphile-worker addJob',
  async run(place) {
    const { seconds } = place;
    const { service, load: ours, balance } = await ourCreates(place, 'create-vs-queues');
    const others = await Promise.all(
      Object.entries(peers).map(async ([name, { program, ids }]) => {
        const database = await place.openDatabase(program);
        const peer = await startPeer(program, { DATABASE_URL: database.url });
        return { name, ids, database, peer, ...(await peerCreates(peer)) };
      }),
    );
    const peak = await interleave<string, Load>(place, {
      ours: () => saturate({ ...ours, seconds }),
      ...Object.fromEntries(
        others.map(({ name, load }) => [name, () => saturate({ ...load, seconds })]),
      ),
    });
    await balance();
    for (const { name, ids, database, told, peer } of others) {
      const { rows } = await database.pool.query<{ id: string }>(ids);
      balanceSets(
        `jobs of ${name}`,
        told,
        rows.map(({ id }) => id),
      );
      await peer.stop();
      await database.drop();
    }
    place.keep('create-vs-queues', peak);
    await service.stop();
    return others.map(({ name }) => ({
      ...{ what: 'create', against: name, unit: '/s', judged: 'ratio', better: 'more' },
      ours: peak.ours!.map(({ perSecond }) => perSecond),
      theirs: peak[name]!.map(({ perSecond }) => perSecond),
      ...(name === 'pg-boss' ? { goal: 1.5, floor: 1 } : {}),
    }));
  },
};
