// How late a deadline is kept, a hundred a second, against pg-boss `startAfter` and graphile `run_at`.
import { fill, prepareFill } from '../fill.ts';
import { quantile } from '../load/load.ts';
import type { Place } from '../place.ts';
import { startPeer } from '../programs.ts';
import { balance, interleave, type Row } from '../row.ts';
import { startService } from '../service.ts';

const PER_SECOND = 100;
const LEAD_MILLISECONDS = 6_000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

/** By the clock the settlement bears, read once its row was locked; the commit is after that. */
async function ours(place: Place): Promise<readonly number[]> {
  const many = PER_SECOND * secondsOf(place);
  const service = await startService(place, 'lateness');
  await prepareFill(service);
  await service.startWorker();
  const from = Date.now() + LEAD_MILLISECONDS;
  await fill(service, { many, dueAt: new Date(from), stepMilliseconds: 1_000 / PER_SECOND });
  await wait(from + secondsOf(place) * 1_000 + 2_000 - Date.now());
  const { rows } = await service.database.pool.query<{ late: number }>(
    `select extract(epoch from e.created_at - p.expires_at)::float8 * 1000 as late
     from pause p join audit_event e on e.developer_id = p.developer_id and e.pause_id = p.id
     where p.status = 'timed_out' and e.type = 'pause.timed_out'`,
  );
  balance('deadlines', many, rows.length);
  await service.stop();
  return sorted(rows.map(({ late }) => late));
}

async function theirs(place: Place, program: string): Promise<readonly number[]> {
  const many = PER_SECOND * secondsOf(place);
  const database = await place.openDatabase(program);
  const peer = await startPeer(program, { DATABASE_URL: database.url });
  const from = Date.now() + LEAD_MILLISECONDS;
  await peer.ask(JSON.stringify({ many, perSecond: PER_SECOND, from }));
  await wait(from + secondsOf(place) * 1_000 + 4_000 - Date.now());
  const late = (await peer.ask('report')) as readonly number[];
  balance(`jobs of ${program}`, many, late.length);
  await peer.stop();
  await database.drop();
  return sorted(late);
}

const secondsOf = ({ seconds }: Place): number => Math.max(5, seconds * 2);

export const lateness: Row = {
  name: 'lateness',
  title:
    'how late a deadline is kept, 100/s steady, against pg-boss startAfter and graphile run_at',
  async run(place) {
    const found = await interleave(
      { ...place, rounds: Math.min(2, place.rounds) },
      {
        ours: () => ours(place),
        'pg-boss': () => theirs(place, 'pg-boss-late'),
        'graphile-worker': () => theirs(place, 'graphile-late'),
      },
    );
    place.keep('lateness', found);
    const at = (share: number) => (late: readonly number[]) => quantile(late, share);
    const shared = { what: 'timeout lateness, p99', unit: 'ms', better: 'less' } as const;
    return (['pg-boss', 'graphile-worker'] as const).map((against) => ({
      ...{ ...shared, against, judged: 'itself', goal: 50, floor: 250 },
      ours: found.ours.map(at(0.99)),
      theirs: found[against].map(at(0.99)),
    }));
  },
};
