// Reading a pause by its id: pending against one bare SELECT, settled against Koa that says hello.
import { toBytes } from '../load/http-connection.ts';
import { saturate, type Job } from '../load/load.ts';
import { costOf } from '../cost.ts';
import { bareCreateJob, CONNECTIONS } from '../creates.ts';
import { startPeer } from '../programs.ts';
import { answerAll, ask, type Taken } from '../questions.ts';
import { balance, interleave, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import { until } from '../until.ts';

const MANY = 1_000;
const anyOf = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;

/** Each answer must be of the very pause, and say of it what is so. */
export function pollJobs({ apiKey }: Service, taken: readonly Taken[], status: string): () => Job {
  const jobs = taken.map(({ pause_id }) => ({
    request: toBytes({ method: 'GET', path: `/v1/pause/${pause_id}`, apiKey }),
    heard(answer: { readonly status: number; readonly body: string }) {
      const right =
        answer.status === 200 &&
        answer.body.includes(`"pause_id":"${pause_id}"`) &&
        answer.body.includes(`"status":"${status}"`);
      if (!right) throw new Error(`a poll of ${pause_id} told ${answer.status} ${answer.body}`);
    },
  }));
  return () => anyOf(jobs);
}

async function calm(service: Service): Promise<void> {
  const due = 'select count(*) from delivery where next_attempt_at is not null';
  await until('the messages', async () => (await service.count(due)) === 0);
}

export const pollPending: Row = {
  name: 'poll-pending',
  title: 'GET /v1/pause/:id of a pending pause a second, against one bare SELECT by key',
  async run(place) {
    const { seconds, say } = place;
    const database = await place.openDatabase('bare-poll');
    const bare = await startPeer('bare', { DATABASE_URL: database.url });
    const service = await startService(place, 'poll-pending');
    const taken = await ask(service, MANY);
    const told: string[] = [];
    const fill = { url: bare.url, connections: 8, seconds: 1, next: () => bareCreateJob(told) };
    while (told.length < MANY) await saturate(fill);
    const reads = told.slice(0, MANY).map((id) => ({
      request: toBytes({ method: 'GET', path: `/${id}` }),
      heard({ body }: { readonly body: string }) {
        if (!body.includes(id)) throw new Error(`the baseline told ${body}`);
      },
    }));
    const ours = {
      url: service.url,
      connections: CONNECTIONS,
      next: pollJobs(service, taken, 'pending'),
    };
    const theirs = { url: bare.url, connections: CONNECTIONS, next: () => anyOf(reads) };
    await saturate({ ...ours, seconds: 2 });
    await saturate({ ...theirs, seconds: 2 });
    const { cost, seen } = costOf(place, service);
    const found = await interleave(place, {
      ours: () => cost(() => saturate({ ...ours, seconds })),
      bare: () => saturate({ ...theirs, seconds }),
    });
    balance(
      'pauses',
      MANY,
      await service.count(`select count(*) from pause where status = 'pending'`),
    );
    place.keep('poll-pending', { ...found, seen: seen() });
    for (const line of seen().lines) say(`  ${line}`);
    await service.stop();
    await bare.stop();
    await database.drop();
    return [
      {
        ...{
          what: 'poll, pending',
          against: 'one SELECT',
          unit: '/s',
          judged: 'ratio',
          better: 'more',
        },
        ours: found.ours.map(({ perSecond }) => perSecond),
        theirs: found.bare.map(({ perSecond }) => perSecond),
        ...{ goal: 0.75, floor: 0.6 },
      },
    ];
  },
};

export const pollSettled: Row = {
  name: 'poll-settled',
  title: 'GET /v1/pause/:id of a settled pause a second, against Koa that says hello',
  async run(place) {
    const { seconds, say } = place;
    const koa = await startPeer('koa-hello');
    const service = await startService(place, 'poll-settled');
    const taken = await ask(service, MANY);
    await answerAll(service, taken);
    // A message still on its way changes what is told of it: that is over before anything is measured.
    await service.startWorker();
    await calm(service);
    const hello = {
      request: toBytes({ method: 'GET', path: '/' }),
      heard({ status }: { readonly status: number }) {
        if (status !== 200) throw new Error(`the baseline told ${status}`);
      },
    };
    const ours = {
      url: service.url,
      connections: CONNECTIONS,
      next: pollJobs(service, taken, 'responded'),
    };
    const theirs = { url: koa.url, connections: CONNECTIONS, next: () => hello };
    await saturate({ ...ours, seconds: 2 });
    await saturate({ ...theirs, seconds: 2 });
    const { cost, seen } = costOf(place, service);
    const found = await interleave(place, {
      ours: () => cost(() => saturate({ ...ours, seconds })),
      koa: () => saturate({ ...theirs, seconds }),
    });
    const settled = `select count(*) from pause where status = 'responded'`;
    balance('settled pauses', MANY, await service.count(settled));
    place.keep('poll-settled', { ...found, seen: seen() });
    for (const line of seen().lines) say(`  ${line}`);
    await service.stop();
    await koa.stop();
    return [
      {
        ...{
          what: 'poll, settled',
          against: 'Koa hello',
          unit: '/s',
          judged: 'ratio',
          better: 'more',
        },
        ours: found.ours.map(({ perSecond }) => perSecond),
        theirs: found.koa.map(({ perSecond }) => perSecond),
        ...{ goal: 0.8, floor: 0.6 },
      },
    ];
  },
};
