// S24: somebody with all rights on the database changes the log, every trigger off. All of it is found.
import { formatId, readSigningKey, type SigningKey } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import type { Scope } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { audit, receipts, type AuditEvidence } from 'pausepoint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, askJson, postJson, register, withdraw, withKey } from '../run-examples/human.ts';
import { sealWhole } from './seal-whole.ts';
import { freePort, startServerProcess, urlOf, type Process } from './server-process.ts';
import { putBack, readLog, takeTables, writeEvents, type StoredLog } from './stored-log.ts';
import { tamperings } from './tamperings.ts';

/** With `CHAOS_SCALE=10`, 1,000. */
const TIMES = scaled(100);
const PAUSES = 12;
/** One that was answered, and whose personal data was then erased. */
const ERASED = 9;

let store: Awaited<ReturnType<typeof testStore>>;
let server: Process;
let url: string;
let apiKey: string;
let key: SigningKey;
let origin: string;
let log: StoredLog;
let erased: string;
/** What the developer kept, as every webhook brought it, and the keys, fetched once. */
const kept: string[] = [];
let keys: string;

beforeAll(async () => {
  store = await testStore();
  const given = { database: store, port: await freePort() };
  url = urlOf(given);
  server = await startServerProcess(given);
  apiKey = await register(url);
  key = readSigningKey(store.ring);
  await live(given.port);
  keys = await get('/.well-known/jwks.json');
  log = await readLog(store, log);
  await takeTables(store);
}, patience(120_000));
afterAll(async () => {
  await server.kill();
  await store.close();
});

/** A log with a bit of everything; each act is sealed, and its checkpoint kept, before the next. */
async function live(port: number): Promise<void> {
  const { rows } = await store.pool.query<{ id: string }>('select id from developer');
  const scope: Scope = { developerId: rows[0]!.id, mode: 'live' };
  origin = `localhost:${port}/audit/${formatId('developer', scope.developerId)}/live`;
  log = { ...scope, events: [] };
  await witness(scope);
  for (let index = 0; index < PAUSES; index++) {
    const pause = await ask(index);
    await witness(scope);
    if (index % 3 === 0) await answer(url, pause, 'Approve');
    if (index % 3 === 1) await withdraw(url, apiKey, pause.pause_id);
    await witness(scope);
    if (index !== ERASED) continue;
    erased = pause.pause_id as string;
    await fetch(`${url}/v1/pause/${erased}/personal-data`, {
      ...withKey(apiKey),
      method: 'DELETE',
    });
    await witness(scope);
  }
}

const ask = (index: number) =>
  askJson(
    `${url}/v1/pause`,
    postJson(
      {
        ...{ recipient: `person-${index}@company.example`, channel: 'link' },
        ...{ message: `Wire ${index}?`, options: ['Approve', 'Reject'], timeout_hours: 4 },
      },
      apiKey,
    ),
  );

async function witness(scope: Scope): Promise<void> {
  const checkpoint = await seal(scope);
  if (!kept.includes(checkpoint)) kept.push(checkpoint);
}

const seal = (scope: Scope): Promise<string> => sealWhole(store, scope, { key, origin });

const get = async (path: string): Promise<string> =>
  (await fetch(`${url}${path}`, withKey(apiKey))).text();

const check = async (evidence: AuditEvidence = {}) =>
  audit.verify(await get('/v1/audit/export?format=ndjson'), {
    ...{ checkpoints: kept, keys },
    ...evidence,
  });

test('untouched, the log is proven by everything that was kept', async () => {
  expect(log.events.length).toBeGreaterThan(20);
  expect(await check()).toMatchObject({ outcome: 'proven', proven: log.events.length });
  await putBack(store);
});

/** The first event that was sealed at once with that one. */
const sealedWith = (sequence: number): number =>
  Math.max(0, ...kept.map((note) => readCheckpoint(note)!.size).filter((size) => size <= sequence));

async function checkProof(id: string) {
  const eventId = formatId('event', id);
  const lines = (await get('/v1/audit/export')).split('\n');
  const proofs = await get(`/v1/audit/proof?event_id=${eventId}`);
  const line = lines.find((one) => one.includes(`"event_id":"${eventId}"`))!;
  return audit.verify(line, { filtered: true, proofs, keys });
}

const share = Math.ceil(TIMES / Object.keys(tamperings).length);

describe.each(Object.entries(tamperings))('%s', (_, tamper) => {
  test(
    `is found ${share} times of ${share}, and the first bad event named`,
    { timeout: patience(60_000) },
    async () => {
      for (let time = 0; time < share; time++) {
        const { sequence, proofOf } = await tamper(store, log, { key, origin });
        const verdict = proofOf ? await checkProof(proofOf) : await check();
        const told = JSON.stringify({ sequence, verdict });
        expect(verdict.outcome, told).toBe('tampered');
        // To the very event, or to what was sealed at once with it.
        const rewritten = verdict.fault!.kind === 'rewritten';
        const first = rewritten ? sealedWith(sequence) : sequence;
        expect(verdict.fault!.sequence, told).toBe(first);
        expect(verdict.fault!.last, told).toBeGreaterThanOrEqual(sequence);
        await putBack(store);
      }
    },
  );
});

test('of an erased pause the log shows no word, and guards every event', async () => {
  const lines = (await get(`/v1/audit/export?pause_id=${erased}`)).trim().split('\n');
  expect(lines.join()).toMatch(/recipient_commitment.*pause\.responded.*personal_data_erased/s);
  expect(lines.join()).not.toMatch(/"recipient"|_salt"/);
  expect((await fetch(`${url}/v1/pause/${erased}/receipt`, withKey(apiKey))).status).toBe(410);
  for (const [at, event] of log.events.entries()) {
    if (formatId('pause', event.pause_id ?? '') !== erased) continue;
    const detail = { ...event.detail, choice: 'Reject', recipient: 'somebody else' };
    for (const events of [log.events.with(at, { ...event, detail }), log.events.toSpliced(at, 1)]) {
      await writeEvents(store, { ...log, events });
      expect(await check()).toMatchObject({ outcome: 'tampered', fault: { sequence: at } });
      await putBack(store);
    }
  }
});

test('a log that goes on from an edge that was rewritten contradicts itself at once', async () => {
  await store.pool.query(
    'update audit_log set edge = decode(md5(random()::text) || md5(random()::text), $1) || substr(edge, 33)',
    ['hex'],
  );
  await ask(PAUSES);
  const verdict = await check({ checkpoints: [...kept, await seal(log)] });
  expect(verdict).toMatchObject({ outcome: 'tampered', fault: { sequence: log.events.length } });
  await putBack(store);
});

test('personal words put in the place of others are found, in the file and where they are kept', async () => {
  const lines = (await get('/v1/audit/export')).trim().split('\n');
  const opening = /"recipient":"[^"]*"/;
  const [at, other] = lines.flatMap((line, index) => (opening.test(line) ? [index] : []));
  const altered = lines.with(at!, lines[at!]!.replace(opening, '"recipient":"somebody else"'));
  const evidence = { checkpoints: kept, keys };
  expect(await audit.verify(altered.join('\n'), evidence)).toMatchObject({
    ...{ outcome: 'tampered', fault: { kind: 'altered', sequence: at } },
  });
  await store.pool.query('alter table pause_key disable trigger all');
  await store.pool.query(
    `update pause_key k set sealed = o.sealed from pause_key o
     where k.pause_id = $1 and o.pause_id = $2`,
    [log.events[at!]!.pause_id, log.events[other!]!.pause_id],
  );
  const { outcome, fault, open } = await check();
  expect({ outcome, fault }).toEqual({ outcome: 'unproven', fault: null });
  expect(open.join()).toContain(`first in #${at!}`);
  await putBack(store);
});

test('a log rebuilt by its operator is true for whoever kept nothing, and for nobody else', async () => {
  const { sequence } = await tamperings['the whole log rebuilt, signed by another key']!(
    store,
    log,
    {
      ...{ key, origin },
    },
  );
  const evidence = {
    checkpoints: await get('/v1/audit/checkpoint'),
    keys: await get('/.well-known/jwks.json'),
  };
  expect(await check(evidence)).toMatchObject({ fault: null });
  expect(await check({ ...evidence, keys })).toMatchObject({ outcome: 'unproven', proven: 0 });
  expect(await check()).toMatchObject({ outcome: 'tampered' });
  const after = kept.filter((note) => readCheckpoint(note)!.size > sequence);
  const one = { ...evidence, checkpoints: [evidence.checkpoints, after[0]!] };
  expect(await check(one)).toMatchObject({ outcome: 'tampered' });
  await putBack(store);
});

test('a decision changed after the fact does not fit its receipt', async () => {
  const { rows } = await store.pool.query<{ id: string }>(
    `select id from pause where status = 'responded' order by id`,
  );
  const path = `/v1/pause/${formatId('pause', rows[0]!.id)}/receipt`;
  expect(await receipts.verify(await get(path), { keys })).toMatchObject({ outcome: 'proven' });
  await store.pool.query(`update pause set response_choice = 'Reject' where id = $1`, [
    rows[0]!.id,
  ]);
  const verdict = await receipts.verify(await get(path), { keys });
  expect(verdict).toMatchObject({ outcome: 'tampered' });
  expect(verdict.fault).toContain('response_choice');
});
