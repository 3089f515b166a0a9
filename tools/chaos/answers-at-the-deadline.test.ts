// S5: two hands answer every pause within milliseconds of its deadline, on either side of it.
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson, register, tokenOf, withKey } from '../run-examples/human.ts';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { share } from './share.ts';
import {
  freePort,
  startServerProcess,
  startWorkerProcess,
  urlOf,
  type Process,
} from './server-process.ts';

const PAUSES = scaled(1_000);
const TIMEOUT_SECONDS = 8;
const SPREAD_MILLISECONDS = 5;

let store: Awaited<ReturnType<typeof testStore>>;
let processes: readonly Process[] = [];
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.kill()));
  await store.close();
});

interface Row {
  readonly id: string;
  readonly status: string;
  readonly response_choice: string | null;
  readonly ends: number;
  readonly legal: boolean;
}
interface Tap {
  readonly id: string;
  readonly choice: string;
  readonly status: number;
  readonly code: string | undefined;
}

test(
  'each pause has one winner, and 200 means that this choice is the final one',
  { timeout: patience(180_000) },
  async () => {
    const given = { database: store, port: await freePort() };
    const url = urlOf(given);
    processes = [await startServerProcess(given), startWorkerProcess(given)];
    const apiKey = await register(url);

    const taps: Promise<Tap>[] = [];
    const roundTrips: number[] = [];
    await share(PAUSES, 8, async (index) => {
      const began = performance.now();
      const pause = await create(url, apiKey, index);
      roundTrips.push(performance.now() - began);
      // Sent a little earlier, so that it is their arrival that crowds around the deadline.
      const lead = () => median(roundTrips);
      for (const choice of ['Approve', 'Reject'])
        taps.push(tapAtDeadline(url, pause, choice, lead));
    });
    const told = await Promise.all(taps);
    const rows = await settledRows();

    expect(told).toHaveLength(2 * PAUSES);
    expect(rows).toHaveLength(PAUSES);
    // One terminal event each, answers before the deadline, timeouts not before it.
    expect(rows.filter(({ ends, legal }) => ends !== 1 || !legal)).toEqual([]);
    for (const { id, status, response_choice } of rows) {
      const mine = told.filter((tap) => tap.id === `psr_${id}`);
      const winners = mine.filter((tap) => tap.status === 200);
      const refusal = status === 'responded' ? 'respond_link_used' : 'deadline_passed';
      expect(winners.map(({ choice }) => choice)).toEqual(
        status === 'responded' ? [response_choice] : [],
      );
      for (const { status: code, code: reason } of mine.filter((tap) => tap.status !== 200)) {
        expect([code, reason]).toEqual([410, refusal]);
      }
    }
    const responded = rows.filter(({ status }) => status === 'responded').length;
    console.log(`${PAUSES} pauses: ${responded} answered, ${PAUSES - responded} timed out`);
  },
);

interface Pause {
  readonly pause_id: string;
  readonly respond_url: string;
  readonly expires_at: string;
}

const create = (url: string, apiKey: string, index: number): Promise<Pause> =>
  askJson(`${url}/v1/pause`, {
    method: 'POST',
    headers: { ...withKey(apiKey).headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      recipient: '+15550100',
      channel: 'sms',
      message: `Wire number ${index}?`,
      options: ['Approve', 'Reject'],
      timeout_seconds: TIMEOUT_SECONDS,
    }),
  }) as Promise<Pause>;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

async function tapAtDeadline(
  url: string,
  pause: Pause,
  choice: string,
  lead: () => number,
): Promise<Tap> {
  const offset = (Math.random() * 2 - 1) * SPREAD_MILLISECONDS;
  const wait = Date.parse(pause.expires_at) - lead() + offset - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
  const response = await fetch(`${url}/v1/respond/${tokenOf(pause)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ choice }),
  });
  const { code } = (await response.json()) as { code?: string };
  return { id: pause.pause_id, choice, status: response.status, code };
}

/** Once the worker has swept the last one. */
async function settledRows(): Promise<readonly Row[]> {
  for (;;) {
    const { rows } = await store.pool.query<{ count: number }>(
      "select count(*)::int as count from pause where status = 'pending'",
    );
    if (rows[0]?.count === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rows } = await store.pool.query<Row>(`
    select p.id, p.status, p.response_choice, count(e.id)::int as ends,
      bool_and(case p.status
        when 'responded' then p.response_at < p.expires_at and e.type = 'pause.responded'
        else e.created_at >= p.expires_at and e.type = 'pause.timed_out' end) as legal
    from pause p left join audit_event e on e.developer_id = p.developer_id and e.pause_id = p.id
      and e.type in ('pause.responded', 'pause.timed_out', 'pause.cancelled')
    group by p.developer_id, p.mode, p.id`);
  return rows;
}
