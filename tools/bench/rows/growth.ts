// The same requests with ten thousand and with ten million pauses stored, taking turns.
import { exportRate } from '../growth/export.ts';
import { follow, openModel } from '../growth/follow.ts';
import { kindsOf } from '../growth/kinds.ts';
import { openKept } from '../growth/kept.ts';
import { endPlans, plansDuring, plansOf, watchPlans } from '../growth/plans.ts';
import { sweepRate } from '../growth/sweep.ts';
import { saturate } from '../load/load.ts';
import type { Place } from '../place.ts';
import type { Taken } from '../questions.ts';
import { balance, interleave, type Finding, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import type { Cluster, Database } from '../cluster.ts';

const CONNECTIONS = 16;
const DEADLINES = 5_000;

type Rates = Record<string, { small: number[]; large: number[] }>;

async function measure(place: Place, small: Service, large: Service): Promise<Rates> {
  const began = new Date();
  const made = { small: [] as Taken[], large: [] as Taken[] };
  const kinds = {
    small: await kindsOf(small, made.small),
    large: await kindsOf(large, made.large),
  };
  const rates: Rates = {};
  for (const kind of Object.keys(kinds.large)) {
    place.say(`  ${kind}`);
    const ask =
      (size: 'small' | 'large', { url }: Service) =>
      async () => {
        const load = { url, connections: CONNECTIONS, next: kinds[size][kind]! };
        await saturate({ ...load, seconds: 1 });
        return (await saturate({ ...load, seconds: place.seconds })).perSecond;
      };
    rates[kind] = await interleave(place, {
      small: ask('small', small),
      large: ask('large', large),
    });
  }
  for (const [size, service] of Object.entries({ small, large })) {
    const there = `select count(*) from pause where developer_id = $1 and mode = 'live' and id >= lowest_id($2)`;
    const many = await service.count(there, [service.developerId, began]);
    balance(`pauses asked, ${size}`, made[size as 'small' | 'large'].length, many);
  }
  const slower = { ...place, rounds: Math.min(3, place.rounds) };
  place.say('  export');
  rates.export = await interleave(slower, {
    small: () => exportRate(small),
    large: () => exportRate(large),
  });
  place.say('  sweep');
  rates.sweep = await interleave(slower, {
    small: () => sweepRate(small, DEADLINES),
    large: () => sweepRate(large, DEADLINES),
  });
  return rates;
}

async function explain(place: Place, cluster: Cluster, database: Database, name: string) {
  await watchPlans(database);
  try {
    const service = await startService(place, name, { database });
    const kinds = await kindsOf(service, []);
    const asked = await plansOf(cluster, service.url, kinds);
    const sweep = await plansDuring(cluster, () => sweepRate(service, 500));
    place.keep(`plans-${name}`, { ...asked, sweep });
    await Promise.all(service.servers.map((one) => one.stop()));
    await service.store.close();
  } finally {
    await endPlans(database);
  }
}

export const growth: Row = {
  name: 'growth',
  title: 'the same with 10,000 pauses stored and with ten million (--pauses, --events, --kept)',
  onlyByName: true,
  async run(place) {
    const { pauses, events, kept, say } = place;
    const cluster = await openKept({ name: kept, pauses, events, say });
    try {
      const databases = {
        small: await cluster.openDatabase('small'),
        large: await cluster.openDatabase('large'),
      };
      const model = await openModel(cluster);
      for (const database of Object.values(databases)) {
        for (const change of await follow(database, model)) say(`  ${change.slice(0, 100)}`);
      }
      await model.drop();
      const here = { ...place, postmasterPid: cluster.postmasterPid };
      const small = await startService(here, 'small', { database: databases.small });
      const large = await startService(here, 'large', { database: databases.large });
      const rates = await measure(here, small, large);
      place.keep('growth', rates);
      say('  plans');
      for (const [name, database] of Object.entries(databases)) {
        await explain(here, cluster, database, name);
      }
      await small.stop();
      await large.stop();
      const shared = { against: '10,000 stored', unit: '/s', judged: 'ratio' } as const;
      return Object.entries(rates).map(([kind, { small: theirs, large: ours }]): Finding => ({
        what: `${kind}, ${pauses.toLocaleString('en')} stored`,
        ...{ ...shared, better: 'more', ours, theirs },
        // 1.15 and 1.3 times slower.
        ...(kind === 'create' ? { goal: 0.87, floor: 0.77 } : {}),
      }));
    } finally {
      await cluster.close();
    }
  },
};
