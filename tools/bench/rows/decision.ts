// From the human's tap to the agent that waits for it, against what one commit costs on this disk.
import { quantile } from '../load/load.ts';
import { ask } from '../questions.ts';
import { balance, type Finding, type Row } from '../row.ts';
import { startService, type Service } from '../service.ts';
import { seat, tapAll } from '../waiting.ts';
import type { Database } from '../cluster.ts';
import type { Place } from '../place.ts';

const WAITERS = 1_000;
const TAPS_PER_SECOND = 50;

interface Round {
  /** Milliseconds from when the tap was to be sent until the waiting agent had its answer. */
  readonly decisions: readonly number[];
  readonly commits: readonly number[];
}

/** @param tapped the server that hears the taps, waited the one that holds the waiters */
async function oneRound(
  service: Service,
  disk: Database,
  { tapped, waited, many }: { tapped: string; waited: string; many: number },
): Promise<Round> {
  const taken = await ask(service, many);
  const seated = await seat({
    ...{ url: waited, apiKey: service.apiKey, told: '200 responded Approve' },
    ids: taken.map(({ pause_id }) => pause_id),
  });
  // Everybody sits before the first tap.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const commits = await sampleCommits(disk, 100);
  const due = await tapAll(tapped, taken, TAPS_PER_SECOND);
  await seated.all;
  commits.push(...(await sampleCommits(disk, 100)));
  seated.close();
  const decisions = taken.map(({ pause_id }) => seated.heard.get(pause_id)! - due.get(pause_id)!);
  return { decisions: sorted(decisions), commits: sorted(commits) };
}

async function sampleCommits({ pool }: Database, many: number): Promise<number[]> {
  await pool.query('create table if not exists disk (at timestamptz not null)');
  const client = await pool.connect();
  const times: number[] = [];
  for (let made = 0; made < many; made++) {
    const began = performance.now();
    await client.query({ name: 'commit', text: 'insert into disk values (now())' });
    times.push(performance.now() - began);
  }
  client.release();
  return times;
}

const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

async function measure(place: Place, name: string, servers: number): Promise<Round[]> {
  const service = await startService(place, name, { servers });
  const disk = await place.openDatabase('disk');
  const rounds: Round[] = [];
  const given = { tapped: service.urls[0]!, waited: service.urls.at(-1)! };
  await oneRound(service, disk, { ...given, many: 50 });
  // A thousand taps take 20 seconds: with short rounds, fewer of them.
  const many = Math.min(WAITERS, Math.max(100, place.seconds * 5 * TAPS_PER_SECOND));
  const times = Math.min(3, place.rounds);
  for (let round = 0; round < times; round++) {
    place.say(`  round ${round + 1} of ${times}: ${many} waiters`);
    rounds.push(await oneRound(service, disk, { ...given, many }));
  }
  const answered = 50 + many * times;
  const events = `select count(*) from audit_event where type = 'pause.responded'`;
  balance('decisions', answered, await service.count(events));
  balance('answers', answered, await service.count('select count(*) from response'));
  place.keep(name, rounds);
  await service.stop();
  await disk.drop();
  return rounds;
}

const of = (rounds: readonly Round[], which: keyof Round, share: number): number[] =>
  rounds.map((round) => quantile(round[which], share));

const latency = { against: 'one commit', unit: 'ms', better: 'less' } as const;

export const decisionToWaiter: Row = {
  name: 'decision-to-waiter',
  title: 'from a tap to the agent that waits for it, 1,000 waiters, against one commit',
  async run(place) {
    const rounds = await measure(place, 'decision-to-waiter', 1);
    return [
      {
        ...{ what: 'decision → waiter, p50', ...latency, judged: 'difference', goal: 3 },
        ours: of(rounds, 'decisions', 0.5),
        theirs: of(rounds, 'commits', 0.5),
      },
      {
        ...{ what: 'decision → waiter, p99', ...latency, judged: 'itself', goal: 15, floor: 50 },
        ours: of(rounds, 'decisions', 0.99),
        theirs: of(rounds, 'commits', 0.99),
      },
    ] satisfies Finding[];
  },
};

export const secondInstance: Row = {
  name: 'second-instance',
  title: 'the same, where the tap comes to one server and the agent waits at another',
  async run(place) {
    const rounds = await measure(place, 'second-instance', 2);
    return [
      {
        ...{ what: '〃 second instance, p99', ...latency, judged: 'itself', goal: 40, floor: 100 },
        ours: of(rounds, 'decisions', 0.99),
        theirs: of(rounds, 'commits', 0.99),
      },
    ] satisfies Finding[];
  },
};
