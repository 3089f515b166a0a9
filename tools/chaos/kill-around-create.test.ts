// S1: the API is killed around create again and again, and its clients retry with their keys.
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { register } from '../run-examples/human.ts';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { share } from './share.ts';
import { freePort, startServerProcess, urlOf, type Process } from './server-process.ts';

const PAUSES = scaled(300);
const KILLS = scaled(5);
const HANDS = 16;

let store: Awaited<ReturnType<typeof testStore>>;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

interface Ledger {
  /** By idempotency key: the pause the client was told. */
  readonly acknowledged: Map<string, string>;
  sent: number;
  broken: number;
}

test(
  'nothing acknowledged is lost and nothing is made twice, whenever the server is killed',
  { timeout: patience(180_000) },
  async () => {
    const given = { database: store, port: await freePort() };
    let server: Process = await startServerProcess(given);
    const apiKey = await register(urlOf(given));
    const ledger: Ledger = { acknowledged: new Map(), sent: 0, broken: 0 };
    let kills = 0;

    const executioner = (async () => {
      for (let at = 1; at <= KILLS; at++) {
        // In the middle of the traffic, each time at another point of it.
        const mark = (PAUSES * at) / (KILLS + 1);
        while (ledger.acknowledged.size < mark) await new Promise((go) => setTimeout(go, 1));
        await server.kill();
        kills += 1;
        server = await startServerProcess(given);
      }
    })();
    await share(PAUSES, HANDS, (index) => createUntilTold(urlOf(given), apiKey, index, ledger));
    await executioner;
    const again = await replay(urlOf(given), apiKey, ledger);
    await server.kill();

    expect(kills).toBe(KILLS);
    expect(ledger.acknowledged.size).toBe(PAUSES);
    expect(ledger.sent).toBe(PAUSES + ledger.broken);
    expect(ledger.broken).toBeGreaterThan(0);
    expect(again).toEqual(ledger.acknowledged);
    const told = [...ledger.acknowledged.values()].map((id) => id.replace('psr_', '')).sort();
    expect(new Set(told).size).toBe(PAUSES);
    expect(await idsIn('select id from pause')).toEqual(told);
    expect(await idsIn('select pause_id as id from idempotency')).toEqual(told);
    // Promise 1: with every acknowledged pause its audit event and the intent to notify.
    const created = "select pause_id as id from audit_event where type = 'pause.created'";
    expect(await idsIn(created)).toEqual(told);
    const intents = "select pause_id as id from delivery where kind = 'notification'";
    expect(await idsIn(intents)).toEqual(told);
  },
);

async function idsIn(query: string): Promise<readonly string[]> {
  const { rows } = await store.pool.query<{ id: string }>(query);
  return rows.map(({ id }) => id).sort();
}

const create = (url: string, apiKey: string, key: string): Promise<Response> =>
  fetch(`${url}/v1/pause`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    },
    body: JSON.stringify({
      recipient: '+15550100',
      channel: 'sms',
      message: `Wire ${key}?`,
      options: ['Approve', 'Reject'],
    }),
  });

/** What a careful client does: the same request with the same key until it is answered. */
async function createUntilTold(url: string, apiKey: string, index: number, ledger: Ledger) {
  const key = `order-${index}`;
  while (!ledger.acknowledged.has(key)) {
    ledger.sent += 1;
    try {
      const response = await create(url, apiKey, key);
      const body = (await response.json()) as { pause_id: string };
      if (!response.ok) throw new Error(`${response.status}`);
      ledger.acknowledged.set(key, body.pause_id);
    } catch {
      ledger.broken += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function replay(url: string, apiKey: string, { acknowledged }: Ledger) {
  const told = new Map<string, string>();
  for (const key of acknowledged.keys()) {
    const response = await create(url, apiKey, key);
    expect(response.status).toBe(200);
    expect(response.headers.get('idempotent-replayed')).toBe('true');
    told.set(key, ((await response.json()) as { pause_id: string }).pause_id);
  }
  return told;
}
