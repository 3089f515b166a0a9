// A log whose older part is archived is still proven by what its developer kept, and says what is missing.
import { formatId, readSigningKey, type SigningKey } from '@pausepoint/core';
import { patience } from '@pausepoint/runtime/testing/scale';
import { archiveMonths, type Scope } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { audit } from 'pausepoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, askJson, postJson, register, withKey } from '../run-examples/human.ts';
import { sealWhole } from './seal-whole.ts';
import { freePort, startServerProcess, urlOf, type Process } from './server-process.ts';

let store: Awaited<ReturnType<typeof testStore>>;
let server: Process;
let url: string;
let apiKey: string;
let key: SigningKey;
let origin: string;
let scope: Scope;
const kept: string[] = [];

beforeAll(async () => {
  store = await testStore();
  const given = { database: store, port: await freePort() };
  url = urlOf(given);
  server = await startServerProcess(given);
  apiKey = await register(url);
  key = readSigningKey(store.ring);
  const { rows } = await store.pool.query<{ id: string }>('select id from developer');
  scope = { developerId: rows[0]!.id, mode: 'live' };
  origin = `localhost:${given.port}/audit/${formatId('developer', scope.developerId)}/live`;
}, patience(120_000));
afterAll(async () => {
  await server.kill();
  await store.close();
});

const seal = (): Promise<string> => sealWhole(store, scope, { key, origin });

const ask = async () =>
  askJson(
    `${url}/v1/pause`,
    postJson(
      {
        ...{ recipient: 'somebody@company.example', channel: 'link', timeout_hours: 4 },
        ...{ message: 'Wire it?', options: ['Approve', 'Reject'] },
      },
      apiKey,
    ),
  );

const get = async (path: string) => fetch(`${url}${path}`, withKey(apiKey));
const read = async (path: string): Promise<string> => (await get(path)).text();

/** As if it had happened long ago, in transactions before all others: a month that is over. */
async function anOldMonth(): Promise<string> {
  await store.pool.query(`
    create table audit_event_2024_01 partition of audit_event
      for values from (lowest_id('2024-01-01T00:00Z')) to (lowest_id('2024-02-01T00:00Z'));
    select keep_append_only('audit_event_2024_01')`);
  await store.pool.query(
    `insert into audit_event (developer_id, mode, id, type, actor, detail, created_at,
       xid)
     select $1, 'live', new_id(at), 'api_key.created', 'developer', '{}', at, '3'
     from generate_series('2024-01-02T00:00Z'::timestamptz, '2024-01-06T00:00Z', '1 day') as at`,
    [scope.developerId],
  );
  kept.push(await seal());
  const { rows } = await store.pool.query<{ id: string }>('select id from audit_event_2024_01');
  return formatId('event', rows[0]!.id);
}

test('what is left verifies, what is gone is still proven, and no hole passes for archived', async () => {
  const gone = await anOldMonth();
  const pause = await ask();
  await answer(url, pause, 'Approve');
  await ask();
  kept.push(await seal());
  const { months } = await archiveMonths(store, 183);
  expect(months).toMatchObject([{ month: '2024-01', events: 5 }]);

  const lines = (await read('/v1/audit/export')).trim().split('\n');
  const first = JSON.parse(lines[0]!) as { event_id: string; sequence: number };
  expect(first.sequence).toBeGreaterThanOrEqual(5);
  const evidence = {
    checkpoints: kept,
    keys: await read('/.well-known/jwks.json'),
    proofs: await read(`/v1/audit/proof?event_id=${first.event_id}`),
    allowTail: true,
  };
  expect(await audit.verify(lines.join('\n'), evidence)).toMatchObject({ fault: null });
  expect((await audit.verify(lines.join('\n'), evidence)).outcome).toBe('proven');
  const holed = lines.toSpliced(1, 1).join('\n');
  expect(await audit.verify(holed, evidence)).toMatchObject({ outcome: 'tampered' });

  const proof = await get(`/v1/audit/proof?event_id=${gone}`);
  expect([proof.status, await proof.json()]).toMatchObject([
    200,
    { leaf_hash: expect.any(String) },
  ]);
  const listed = (await (await get('/v1/audit?limit=100')).json()) as { data: unknown[] };
  expect(JSON.stringify(listed)).not.toContain(gone);

  expect((await get(`/v1/pause/${pause.pause_id}/receipt`)).status).toBe(200);
  await store.pool.query(
    `insert into audit_archive values ($1, 'live', date_trunc('month', now())::date, 0, 0)`,
    [scope.developerId],
  );
  const month = new Date().toISOString().slice(0, 7).replace('-', '_');
  await store.pool.query(`alter table audit_event detach partition audit_event_${month}`);
  const receipt = await get(`/v1/pause/${pause.pause_id}/receipt`);
  expect([receipt.status, await receipt.text()]).toMatchObject([
    404,
    expect.stringContaining('archived'),
  ]);
});
