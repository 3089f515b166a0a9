// Durable creates a second, against one bare INSERT behind node:http.
import { costOf } from '../cost.ts';
import { ourCreates, peerCreates } from '../creates.ts';
import { openLoop, quantile, saturate } from '../load/load.ts';
import { startPeer } from '../programs.ts';
import { balanceSets, interleave, type Row } from '../row.ts';

export const create: Row = {
  name: 'create',
  title: 'durable POST /v1/pause a second, against bare node:http + pg and one INSERT',
  async run(place) {
    const { seconds, say } = place;
    const database = await place.openDatabase('bare-create');
    const bare = await startPeer('bare', { DATABASE_URL: database.url });
    const { service, load: ours, balance } = await ourCreates(place, 'create');
    const { told, load: theirs } = await peerCreates(bare);
    const { cost, seen } = costOf(place, service);
    const bareCost = costOf(place, { database, servers: [bare] });
    const peak = await interleave(place, {
      ours: () => cost(() => saturate({ ...ours, seconds })),
      bare: () => bareCost.cost(() => saturate({ ...theirs, seconds })),
    });
    const half = Math.min(...peak.ours.map(({ perSecond }) => perSecond)) / 2;
    say(`  latency at ${Math.round(half)}/s, half of our peak`);
    const late = await interleave(place, {
      ours: () => openLoop({ ...ours, seconds, perSecond: half }),
      bare: () => openLoop({ ...theirs, seconds, perSecond: half }),
    });
    await balance();
    const { rows } = await database.pool.query<{ id: string }>('select id from bare');
    balanceSets(
      'bare rows',
      told,
      rows.map(({ id }) => id),
    );
    place.keep('create', { peak, late, seen: seen(), bare: bareCost.seen() });
    for (const line of seen().lines) say(`  ours: ${line}`);
    for (const line of bareCost.seen().lines) say(`  bare: ${line}`);
    await service.stop();
    await bare.stop();
    await database.drop();
    const at = (share: number) => (load: { latencies: readonly number[] }) =>
      quantile(load.latencies, share);
    const latency = { unit: 'ms', judged: 'nothing', better: 'less' } as const;
    return [
      {
        ...{ what: 'create', against: 'one INSERT', unit: '/s', judged: 'ratio', better: 'more' },
        ours: peak.ours.map(({ perSecond }) => perSecond),
        theirs: peak.bare.map(({ perSecond }) => perSecond),
        ...{ goal: 0.6, floor: 0.45 },
      },
      ...([0.5, 0.99] as const).map((share) => ({
        ...{ what: `create at half of peak, p${share * 100}`, against: 'one INSERT', ...latency },
        ours: late.ours.map(at(share)),
        theirs: late.bare.map(at(share)),
      })),
    ];
  },
};
