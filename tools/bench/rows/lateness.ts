// How late a deadline is kept, a hundred a second, against pg-boss `startAfter` and graphile `run_at`.
import { formatId } from '@pausepoint/core';
import { fill } from '../fill.ts';
import { quantile } from '../load/load.ts';
import type { Place } from '../place.ts';
import { startPeer } from '../programs.ts';
import { balance, interleave, type Finding, type Row } from '../row.ts';
import { startService } from '../service.ts';
import { seat } from '../waiting.ts';

const PER_SECOND = 100;
const LEAD_MILLISECONDS = 8_000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

interface Late {
  /** Milliseconds until somebody could act on it, sorted. */
  readonly heard: readonly number[];
  /** The same by the clock the settlement bears. */
  readonly settled: readonly number[];
}

/** As a queue’s handler would: an agent waits for each of them at the server. */
async function ours(place: Place): Promise<Late> {
  const many = PER_SECOND * secondsOf(place);
  const service = await startService(place, 'lateness');
  await service.startWorker();
  const from = Date.now() + LEAD_MILLISECONDS;
  const step = 1_000 / PER_SECOND;
  const ids = await fill(service, { many, dueAt: new Date(from), stepMilliseconds: step });
  const shown = ids.map((id) => formatId('pause', id));
  const { url, apiKey } = service;
  const seated = await seat({ url, apiKey, ids: shown, told: '200 timed_out Reject' });
  if (Date.now() > from) throw new Error('the first was due before everybody sat');
  const origin = from - Date.now() + performance.now();
  await seated.all;
  seated.close();
  const { rows } = await service.database.pool.query<{ late: number }>(
    `select extract(epoch from e.created_at - p.expires_at)::float8 * 1000 as late
     from pause p join audit_event e on e.developer_id = p.developer_id and e.pause_id = p.id
     where p.status = 'timed_out' and e.type = 'pause.timed_out'`,
  );
  balance('deadlines', many, rows.length);
  await service.stop();
  const heard = shown.map((id, place) => seated.heard.get(id)! - origin - place * step);
  return { heard: sorted(heard), settled: sorted(rows.map(({ late }) => late)) };
}

async function theirs(place: Place, program: string): Promise<Late> {
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
  return { heard: sorted(late), settled: [] };
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
    const at = (which: keyof Late) => (late: Late) => quantile(late[which], 0.99);
    const shared = { unit: 'ms', better: 'less' } as const;
    const what = 'timeout → who waits, p99';
    return [
      ...(['pg-boss', 'graphile-worker'] as const).map((against): Finding => ({
        ...{ ...shared, what, against, judged: 'itself', goal: 50, floor: 250 },
        ours: found.ours.map(at('heard')),
        theirs: found[against].map(at('heard')),
      })),
      {
        ...{ ...shared, what: '〃 until it is settled', against: '–', judged: 'nothing' },
        ours: found.ours.map(at('settled')),
      },
    ];
  },
};
