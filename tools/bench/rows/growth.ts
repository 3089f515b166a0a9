// Creates, polls, lists and the log with ten thousand pauses stored, and with very many.
import { toBytes } from '../load/http-connection.ts';
import { quantile, saturate, type Job } from '../load/load.ts';
import { fill, prepareFill } from '../fill.ts';
import type { Place } from '../place.ts';
import { ask, createJob, type Taken } from '../questions.ts';
import { balance, type Finding, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import { pollJobs } from './poll.ts';

const SMALL = 10_000;
const STEP = 50_000;

const get =
  (path: string, { apiKey }: Service) =>
  (): Job => ({
    request: toBytes({ method: 'GET', path, apiKey }),
    heard({ status, body }) {
      if (status !== 200) throw new Error(`${path} told ${status} ${body.slice(0, 300)}`);
    },
  });

async function measure(place: Place, service: Service, known: readonly Taken[], made: Taken[]) {
  const kinds: Readonly<Record<string, () => Job>> = {
    create: () => createJob(service, made),
    'poll, pending': pollJobs(service, known, 'pending'),
    'audit page': get('/v1/audit?limit=50', service),
    'list of one status': get('/v1/pause?status=pending&limit=50', service),
  };
  const found: Record<string, { perSecond: number[]; p99: number }> = {};
  for (const [kind, next] of Object.entries(kinds)) {
    const perSecond: number[] = [];
    let p99 = NaN;
    for (let round = 0; round < place.rounds; round++) {
      const load = await saturate({
        url: service.url,
        connections: 16,
        seconds: place.seconds,
        next,
      });
      perSecond.push(load.perSecond);
      p99 = quantile(load.latencies, 0.99);
    }
    found[kind] = { perSecond, p99 };
  }
  return found;
}

/** How the statements whose cost could grow are carried out; read, not judged. */
async function plansOf({ database, developerId }: Service): Promise<Record<string, string>> {
  const statements = {
    'what is overdue': `select id from pause p where p.status = 'pending'
      and p.due_at <= statement_timestamp() order by p.due_at limit 500`,
    'page of a list': `select id from pause where developer_id = '${developerId}' and mode = 'live'
      and status = 'pending' order by id desc limit 51`,
    'page of the log': `select id from audit_event where developer_id = '${developerId}'
      and mode = 'live' order by id desc limit 51`,
    'one by key': `select id from pause where developer_id = '${developerId}' and mode = 'live'
      and id = '00000000-0000-7000-8000-000000000000'`,
  };
  const plans: Record<string, string> = {};
  for (const [name, text] of Object.entries(statements)) {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers, costs off) ${text}`,
    );
    plans[name] = rows.map((row) => row['QUERY PLAN']).join('\n');
  }
  return plans;
}

async function growTo(place: Place, service: Service, many: number): Promise<void> {
  const stored = 'select count(*) from pause';
  const from = await service.count(stored);
  const began = performance.now();
  for (let left = many - from; left > 0; left -= STEP) {
    await fill(service, { many: Math.min(STEP, left), past: true });
    const made = many - from - Math.max(0, left - STEP);
    const perSecond = (made * 1_000) / (performance.now() - began);
    const minutes = (many - from - made) / perSecond / 60;
    place.say(`  ${from + made} of ${many} pauses, another ${minutes.toFixed(1)} minutes`);
  }
  balance('pauses filled', many, await service.count(stored));
  await service.database.pool.query('vacuum analyze');
  await service.database.pool.query('checkpoint');
}

export const growth: Row = {
  name: 'growth',
  title: 'the same requests with 10,000 and with very many pauses stored (--pauses=10000000)',
  async run(place) {
    if (place.pauses < 10_000_000) {
      place.say(`  !!! ${place.pauses} pauses, not ten million: add --pauses=10000000 for these`);
    }
    const service = await startService(place, 'growth');
    await prepareFill(service);
    const known = await ask(service, 1_000);
    const made: Taken[] = [];
    await growTo(place, service, SMALL);
    const small = await measure(place, service, known, made);
    await growTo(place, service, place.pauses);
    const large = await measure(place, service, known, made);
    const events = `select count(*) from idempotency`;
    balance('pauses asked', known.length + made.length, await service.count(events));
    place.keep('growth', { small, large, plans: await plansOf(service) });
    await service.stop();
    const shared = { unit: '/s', judged: 'ratio', better: 'more' } as const;
    return Object.keys(small).map((kind): Finding => ({
      what: `${kind}, ${place.pauses} stored`,
      against: '10,000 stored',
      ...shared,
      ours: large[kind]!.perSecond,
      theirs: small[kind]!.perSecond,
      // 1.15 and 1.3 times slower.
      ...(kind === 'create' ? { goal: 0.87, floor: 0.77 } : {}),
    }));
  },
};
