// Fifty thousand deadlines at once, against one bare UPDATE … RETURNING over the same rows.
import { fill } from '../fill.ts';
import { balance, type Row } from '../row.ts';
import { startService } from '../service.ts';
import type { Database } from '../cluster.ts';
import type { Place } from '../place.ts';
import { until } from '../until.ts';

async function oneRound(
  place: Place,
  many: number,
  bareFirst: boolean,
): Promise<{ ours: number; bare: number }> {
  const service = await startService(place, 'sweep');
  const { pool } = service.database;
  const due = new Date(Date.now() + 15_000 + many / 4);
  await fill(service, { many, dueAt: due });
  await pool.query('create table bare (like pause including all)');
  await pool.query('insert into bare select * from pause');
  await pool.query('vacuum analyze');
  const before = bareFirst ? await timeBare(place, service.database, many) : undefined;
  if (Date.now() > due.getTime() - 2_000) throw new Error('filling took too long: they are due');
  await service.startWorker();
  // By the index of what is due: to ask must not cost what is measured.
  const left = `select count(*) from (
    select from pause where status = 'pending' order by due_at limit 1) as next`;
  await until('the sweep', async () => (await service.count(left)) === 0, 50);
  const seconds = (Date.now() - due.getTime()) / 1_000;
  const ended = `select count(*) from pause where status = 'timed_out'`;
  balance('settled', many, await service.count(ended));
  const event = `select count(distinct pause_id) from audit_event where type = 'pause.timed_out'`;
  balance('timeouts told', many, await service.count(event));
  balance(
    'all events',
    2 * many,
    await service.count(
      `select count(*) from audit_event where type in ('pause.created', 'pause.timed_out')`,
    ),
  );
  balance('defaults', many, await service.count(`${ended} and response_choice = 'Reject'`));
  await Promise.all(service.workers.map((worker) => worker.stop()));
  const bare = before ?? (await timeBare(place, service.database, many));
  await service.stop();
  return { ours: many / seconds, bare };
}

async function timeBare(place: Place, { pool }: Database, many: number) {
  place.say('    bare');
  const began = performance.now();
  const { rowCount } = await pool.query(
    `update bare set status = 'timed_out', response_choice = timeout_default, resolved_at = expires_at
     where status = 'pending' returning developer_id, id`,
  );
  const milliseconds = performance.now() - began;
  balance('bare timeouts', many, rowCount);
  return (many * 1_000) / milliseconds;
}

export const sweep: Row = {
  name: 'sweep',
  title: 'timeouts settled a second, 50,000 due at once, against one bare UPDATE … RETURNING',
  async run(place) {
    const many = place.seconds < 3 ? 10_000 : 50_000;
    const rounds: { ours: number; bare: number }[] = [];
    for (let round = 0; round < Math.min(3, place.rounds); round++) {
      place.say(`  round ${round + 1}: ${many} deadlines`);
      rounds.push(await oneRound(place, many, round % 2 === 0));
    }
    place.keep('sweep', rounds);
    const ours = rounds.map((round) => round.ours);
    const theirs = rounds.map((round) => round.bare);
    const what = 'timeouts settled';
    const shared = { against: 'one UPDATE', unit: '/s', better: 'more' } as const;
    return [
      { what, ...shared, ours, theirs, judged: 'ratio', goal: 0.3 },
      { what, ...shared, ours, judged: 'itself', goal: 5_000, floor: 3_000 },
    ];
  },
};
