// One server or two, one worker or two, on one database: what is gained, and what an operation costs.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fill } from '../fill.ts';
import { saturate, type Load } from '../load/load.ts';
import { cpuSeconds, cpuSecondsOfPostgres } from '../programs.ts';
import type { Place } from '../place.ts';
import { balanceCreated, createJob, type Taken } from '../questions.ts';
import { balance, interleave, type Finding, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';

const DEADLINES = 10_000;

interface Cost {
  readonly perSecond: number;
  /** Milliseconds an operation. */
  readonly node: number;
  readonly postgres: number;
}

async function costing(
  place: Place,
  programs: readonly { readonly pid: number }[],
  work: () => Promise<{ many: number; perSecond: number }>,
): Promise<Cost> {
  const read = () => ({
    node: programs.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0) * 1_000,
    postgres: cpuSecondsOfPostgres(place.postmasterPid) * 1_000,
  });
  const before = read();
  const { many, perSecond } = await work();
  const after = read();
  const each = (of: 'node' | 'postgres'): number => (after[of] - before[of]) / many;
  return { perSecond, node: each('node'), postgres: each('postgres') };
}

async function creates(place: Place, service: Service, taken: Taken[]): Promise<Cost> {
  return costing(place, service.servers, async () => {
    const loads: Load[] = await Promise.all(
      service.urls.map((url) =>
        saturate({
          ...{ url, connections: 32 / service.urls.length, seconds: place.seconds },
          next: () => createJob(service, taken),
        }),
      ),
    );
    return {
      many: loads.reduce((sum, { answered }) => sum + answered, 0),
      perSecond: loads.reduce((sum, { perSecond }) => sum + perSecond, 0),
    };
  });
}

async function timeouts(place: Place, workers: number): Promise<Cost> {
  const service = await startService(place, 'scale-workers');
  const due = new Date(Date.now() + 10_000);
  await fill(service, { many: DEADLINES, dueAt: due });
  for (let number = 0; number < workers; number++) await service.startWorker();
  const left = `select count(*) from (
    select from pause where status = 'pending' order by due_at limit 1) as next`;
  if (Date.now() > due.getTime()) throw new Error('they are due before the workers run');
  const cost = await costing(place, service.workers, async () => {
    await sleep(due.getTime() - Date.now());
    const began = performance.now();
    while ((await service.count(left)) > 0) await sleep(50);
    return { many: DEADLINES, perSecond: (DEADLINES * 1_000) / (performance.now() - began) };
  });
  const told = `select count(distinct pause_id) from audit_event where type = 'pause.timed_out'`;
  balance('timeouts told', DEADLINES, await service.count(told));
  await service.stop();
  return cost;
}

export const scale: Row = {
  name: 'scale',
  title: 'two servers against one, and two workers against one, on one database',
  async run(place) {
    const one = await startService(place, 'one-server');
    const two = await startService(place, 'two-servers', { servers: 2 });
    const taken = { one: [] as Taken[], two: [] as Taken[] };
    await creates(place, one, taken.one);
    await creates(place, two, taken.two);
    const rounds = { ...place, rounds: Math.min(3, place.rounds) };
    const servers = await interleave(rounds, {
      one: () => creates(place, one, taken.one),
      two: () => creates(place, two, taken.two),
    });
    await balanceCreated(one, taken.one);
    await balanceCreated(two, taken.two);
    await Promise.all([one.stop(), two.stop()]);
    const workers = await interleave(rounds, {
      one: () => timeouts(place, 1),
      two: () => timeouts(place, 2),
    });
    place.keep('scale', { servers, workers });
    return [
      ...findings('creates, two servers', servers),
      ...findings('timeouts, two workers', workers),
    ];
  },
};

function findings(what: string, { one, two }: Record<'one' | 'two', Cost[]>): Finding[] {
  const kinds = [
    ['perSecond', '', '/s', 'more'],
    ['node', ', Node each', 'ms', 'less'],
    ['postgres', ', PostgreSQL each', 'ms', 'less'],
  ] as const;
  return kinds.map(([of, more, unit, better]) => ({
    ...{ what: `${what}${more}`, against: 'one', unit, better, judged: 'nothing' },
    ours: two.map((cost) => cost[of]),
    theirs: one.map((cost) => cost[of]),
  }));
}
