// What people do today, a loop that asks and sleeps five seconds, beside waiting for the answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, toBytes } from '../load/http-connection.ts';
import type { Place } from '../place.ts';
import { ask, type Taken } from '../questions.ts';
import { balance, interleave, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import { said, seat, tapAll } from '../waiting.ts';

const AGENTS = 200;
const TAPS_PER_SECOND = 20;
const SLEEP_MILLISECONDS = 5_000;

interface Heard {
  /** Milliseconds from when a tap was due until its agent knew. */
  readonly mean: number;
  /** Each agent's on average. */
  readonly requests: number;
}

/** They do not begin all at once. */
async function loops(service: Service, taken: readonly Taken[]) {
  const heard = new Map<string, number>();
  let requests = 0;
  const one = async ({ pause_id }: Taken): Promise<void> => {
    const connection = await openConnection(service.url);
    const path = `/v1/pause/${pause_id}`;
    const request = toBytes({ method: 'GET', path, apiKey: service.apiKey });
    await sleep(Math.random() * SLEEP_MILLISECONDS);
    for (;;) {
      const { status, body } = await connection.send(request);
      requests++;
      const told = said(status, body);
      if (!told.startsWith('200 pending')) {
        heard.set(pause_id, performance.now());
        balance(`what the loop heard of ${pause_id}`, '200 responded Approve', told);
        return connection.close();
      }
      await sleep(SLEEP_MILLISECONDS);
    }
  };
  return { heard, all: Promise.all(taken.map(one)), requests: () => requests, close: () => {} };
}

async function waits({ url, apiKey }: Service, taken: readonly Taken[]) {
  const ids = taken.map(({ pause_id }) => pause_id);
  const seated = await seat({ url, apiKey, ids, told: '200 responded Approve' });
  return { ...seated, requests: () => ids.length };
}

async function oneRound(service: Service, way: typeof loops | typeof waits): Promise<Heard> {
  const taken = await ask(service, AGENTS);
  const agents = await way(service, taken);
  await sleep(1_000);
  const due = await tapAll(service.url, taken, TAPS_PER_SECOND);
  await agents.all;
  agents.close();
  const late = taken.map(({ pause_id }) => agents.heard.get(pause_id)! - due.get(pause_id)!);
  const mean = late.reduce((sum, one) => sum + one, 0) / late.length;
  return { mean, requests: agents.requests() / AGENTS };
}

export const pollLoop: Row = {
  name: 'poll-loop',
  title: 'how late an agent hears, against the loop that asks, sleeps 5 seconds and asks again',
  async run(place: Place) {
    const service = await startService(place, 'poll-loop');
    await oneRound(service, waits);
    const rounds = Math.min(2, place.rounds);
    const found = await interleave(
      { ...place, rounds },
      { ours: () => oneRound(service, waits), loop: () => oneRound(service, loops) },
    );
    const answers = 'select count(*) from response';
    balance('answers', AGENTS * (1 + 2 * rounds), await service.count(answers));
    place.keep('poll-loop', found);
    await service.stop();
    const shared = { against: 'loop of 5 s', judged: 'nothing', better: 'less' } as const;
    return [
      {
        ...{ ...shared, what: 'decision → agent, mean', unit: 'ms' },
        ours: found.ours.map(({ mean }) => mean),
        theirs: found.loop.map(({ mean }) => mean),
      },
      {
        ...{ ...shared, what: '〃 requests a decision', unit: '' },
        ours: found.ours.map(({ requests }) => requests),
        theirs: found.loop.map(({ requests }) => requests),
      },
    ];
  },
};
