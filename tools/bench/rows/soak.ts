// Ten minutes of whole lives at half of what is taken: whether memory grows, and whether nothing is lost.
import { watchHeap } from '../heap.ts';
import { startLives } from '../lives.ts';
import { residentMiB } from '../programs.ts';
import type { Finding, Row } from '../row.ts';
import { startService } from '../service.ts';

const SAMPLES = 20;
const PROBE_LIVES = 2_000;

interface Sample {
  readonly minute: number;
  readonly server: { readonly heap: number; readonly resident: number };
  readonly worker: { readonly heap: number; readonly resident: number };
}

export const soak: Row = {
  name: 'soak',
  title: 'ten minutes of whole lives at half of peak: heap after collection and resident memory',
  onlyByName: true,
  async run(place) {
    const watched = { server: await watchHeap(), worker: await watchHeap() };
    const env = (program: 'server' | 'worker') => watched[program].env;
    const service = await startService(place, 'soak', { env });
    const worker = await service.startWorker();
    const lives = await startLives(service);
    await lives.rush(PROBE_LIVES);
    const began = performance.now();
    await lives.rush(PROBE_LIVES);
    // Told and sealed: whoever is slower, the server or the worker, sets the pace.
    const perSecond = Math.max(1, (PROBE_LIVES * 500) / (performance.now() - began));
    place.say(`  at ${perSecond.toFixed(0)} lives a second, half of what is taken`);
    const look = async (name: 'server' | 'worker', pid: number) => {
      const resident = residentMiB(pid);
      return { heap: await watched[name].heap(), resident };
    };
    const samples: Sample[] = [];
    const seconds = Math.max(4, place.soakMinutes * (60 / SAMPLES));
    const start = performance.now();
    for (let number = 0; number < SAMPLES; number++) {
      await lives.live(seconds, perSecond);
      const sample = {
        minute: (performance.now() - start) / 60_000,
        server: await look('server', service.servers[0]!.pid),
        worker: await look('worker', worker.pid),
      };
      samples.push(sample);
      place.say(`  ${number + 1} of ${SAMPLES}: ${JSON.stringify(sample)}`);
    }
    await lives.settled();
    place.say(`  ${lives.many()} lives`);
    await lives.end();
    place.keep('soak', samples);
    for (const one of Object.values(watched)) one.close();
    await service.stop();
    return (['server', 'worker'] as const).flatMap((program): Finding[] =>
      (['heap', 'resident'] as const).map((of) => ({
        ...{ what: `${program}, ${of}, growth`, against: '–', unit: 'MiB/min' },
        ...{ judged: 'nothing', better: 'less' },
        ours: slopes(samples.map((one) => [one.minute, one[program][of]])),
      })),
    );
  },
};

/** Of the second half, in which caches are full: each point against each later one, by Theil and Sen. */
function slopes(points: readonly (readonly [number, number])[]): number[] {
  const late = points.slice(points.length >> 1);
  const all = late.flatMap(([x, y], place) =>
    late.slice(place + 1).map(([later, higher]) => (higher - y) / (later - x)),
  );
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)]!;
  // The table's median and range: half of the pairs lie within.
  return [at(0.25), at(0.5), at(0.75)];
}
