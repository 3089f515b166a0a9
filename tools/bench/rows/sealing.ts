// What sealing the log costs whoever asks: the same creates while a worker seals them, and while nobody does.
import { randomUUID } from 'node:crypto';
import { toBytes } from '../load/http-connection.ts';
import { openLoop, quantile, type Job } from '../load/load.ts';
import type { Place } from '../place.ts';
import { cpuSeconds } from '../programs.ts';
import { question } from '../questions.ts';
import { balance, interleave, type Finding, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import { until } from '../until.ts';

const PER_SECOND = 200;
const CONNECTIONS = 16;

/** Nothing is sent by it, so that a worker has the log to seal and nothing else to do. */
const body = JSON.stringify({ ...question, channel: 'link', recipient: 'ada@company.example' });

interface Asked {
  readonly median: number;
  readonly late: number;
  /** The server's processor time a create. */
  readonly node: number;
}

function asking(place: Place, { url, apiKey, servers }: Service) {
  let taken = 0;
  const next = (): Job => ({
    request: toBytes({
      ...{ method: 'POST', path: '/v1/pause', apiKey, body },
      idempotencyKey: randomUUID(),
    }),
    heard({ status, body: told }) {
      if (status !== 201) throw new Error(`create answered ${status} ${told}`);
      taken++;
    },
  });
  const spent = () => servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0) * 1_000;
  return {
    taken: () => taken,
    async ask(seconds = place.seconds): Promise<Asked> {
      const before = spent();
      const load = { url, connections: CONNECTIONS, seconds, perSecond: PER_SECOND, next };
      const { latencies, answered } = await openLoop(load);
      const node = (spent() - before) / answered;
      return { median: quantile(latencies, 0.5), late: quantile(latencies, 0.99), node };
    },
  };
}

const events = 'select count(*) from audit_event';
const leaves = 'select count(*) from audit_leaf';

export const sealing: Row = {
  name: 'sealing',
  title: `${PER_SECOND} creates a second while their events are sealed, against while they are not`,
  async run(place) {
    const sealed = await startService(place, 'sealed');
    const left = await startService(place, 'left-unsealed');
    await sealed.startWorker();
    const asked = { sealed: asking(place, sealed), left: asking(place, left) };
    await asked.sealed.ask(2);
    await asked.left.ask(2);
    const found = await interleave(place, {
      ours: () => asked.sealed.ask(),
      theirs: () => asked.left.ask(),
    });
    await until('every event to be sealed', async () => {
      return (await sealed.count(leaves)) === (await sealed.count(events));
    });
    balance('events left unsealed', 0, await left.count(leaves));
    for (const [service, { taken }] of [
      [sealed, asked.sealed],
      [left, asked.left],
    ] as const) {
      balance(
        'creates told',
        taken(),
        await service.count(`${events} where type = 'pause.created'`),
      );
    }
    place.keep('sealing', found);
    await Promise.all([sealed.stop(), left.stop()]);
    const kinds = [
      ['node', ', Node each', { goal: 1.05, floor: 1.1 }],
      ['median', ', p50', { goal: 1.1, floor: 1.3 }],
      ['late', ', p99', {}],
    ] as const;
    return kinds.map(([of, more, held]): Finding => ({
      ...{ what: `create while sealing${more}`, against: 'nobody seals', unit: 'ms' },
      ...{ better: 'less', judged: 'ratio', ...held },
      ours: found.ours.map((one) => one[of]),
      theirs: found.theirs.map((one) => one[of]),
    }));
  },
};
