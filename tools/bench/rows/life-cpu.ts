// Processor time of a whole life: asked, told, answered, webhook, written into the sealed log.
import { startLives } from '../lives.ts';
import { cpuSeconds, cpuSecondsOfPostgres } from '../programs.ts';
import type { Row } from '../row.ts';
import { startService } from '../service.ts';

const PER_SECOND = 50;
/** Until then the programs are still being compiled as they run. */
const WARM_LIVES = 3_000;

export const lifeCpu: Row = {
  name: 'life-cpu',
  title: `milliseconds of processor time a whole life costs, warm, at ${PER_SECOND} lives a second`,
  async run(place) {
    const service = await startService(place, 'life-cpu');
    await service.startWorker();
    const lives = await startLives(service);
    const programs = {
      server: () => sumOf(service.servers),
      worker: () => sumOf(service.workers),
      postgres: () => cpuSecondsOfPostgres(place.postmasterPid) * 1_000,
    };
    const names = Object.keys(programs) as (keyof typeof programs)[];
    const cost: Record<string, number[]> = { server: [], worker: [], postgres: [] };
    place.say(`  ${WARM_LIVES} lives to warm up`);
    await lives.rush(WARM_LIVES);
    const rounds = Math.min(3, place.rounds);
    for (let round = 0; round < rounds; round++) {
      place.say(`  round ${round + 1} of ${rounds}`);
      const before = names.map((name) => programs[name]());
      const { answered } = await lives.live(Math.max(3, place.seconds * 2), PER_SECOND);
      await lives.settled();
      for (const [index, name] of names.entries()) {
        cost[name]!.push((programs[name]() - before[index]!) / answered);
      }
    }
    await lives.end();
    place.keep('life-cpu', cost);
    await service.stop();
    const node = cost.server!.map((server, round) => server + cost.worker![round]!);
    const shared = { against: '–', unit: 'ms', better: 'less' } as const;
    return [
      { what: 'CPU per whole life', ...shared, judged: 'itself', ours: node, goal: 2.5, floor: 4 },
      { what: '〃 of that the server', ...shared, judged: 'nothing', ours: cost.server! },
      { what: '〃 of that the worker', ...shared, judged: 'nothing', ours: cost.worker! },
      { what: '〃 PostgreSQL beside it', ...shared, judged: 'nothing', ours: cost.postgres! },
    ];
  },
};

const sumOf = (programs: readonly { readonly pid: number }[]): number =>
  programs.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0) * 1_000;
