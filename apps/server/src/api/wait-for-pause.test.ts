// Long polls: answered when the pause settles, wherever that happens, and never lost.
import { once } from 'node:events';
import { settle } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testDeveloper, testPause, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let neighbour: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  neighbour = await testServer({ beside: server });
  developer = await testDeveloper(server);
});
afterAll(async () => {
  await neighbour.close();
  await server.close();
});

const wait = (on: TestServer, id: string, headers = {}) =>
  on.ask('GET', `/v1/pause/${id}?wait=50`, { key: developer.live, headers });
const answer = (on: TestServer, token: string) =>
  on.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Approve' } });
const held = async (on: TestServer): Promise<number> => {
  const { text } = await on.ask('GET', '/metrics');
  return Number(/^pausepoint_waiters (\d+)/m.exec(text)![1]);
};
const allHeld = (on: TestServer, count: number) =>
  vi.waitUntil(async () => (await held(on)) === count, { timeout: 40_000 });

describe('a long poll', () => {
  it('is answered when somebody answers at this server', async () => {
    const { id, token } = await testPause(server, developer.live);
    const waiting = wait(server, id);
    await allHeld(server, 1);
    await answer(server, token);
    expect((await waiting).json).toMatchObject({ status: 'responded', response_choice: 'Approve' });
  });

  it('is told what whoever reads it elsewhere is told', async () => {
    const { id, token } = await testPause(server, developer.live, { allow_text_response: true });
    const waiting = wait(server, id);
    await allHeld(server, 1);
    const body = { choice: 'Approve', text: 'Not before Friday.' };
    await server.ask('POST', `/v1/respond/${token}`, { body });
    const read = await neighbour.ask('GET', `/v1/pause/${id}`, { key: developer.live });
    const told = { ...(await waiting).json, respond_url: read.json.respond_url };
    expect(told).toMatchObject({ status: 'responded', response_text: body.text });
    expect(told).toEqual(read.json);
  });

  it('is answered when somebody answers at another server', async () => {
    const { id, token } = await testPause(server, developer.live);
    const waiting = wait(server, id);
    await allHeld(server, 1);
    await answer(neighbour, token);
    expect((await waiting).json).toMatchObject({ status: 'responded', human_decided: true });
  });

  it('is answered when a process without any server settles', async () => {
    const { id } = await testPause(server, developer.live);
    const waiting = wait(server, id);
    await allHeld(server, 1);
    const developerId = developer.developerId.slice(4);
    const pauseId = id.slice(4);
    await settle(server.store, [{ kind: 'cancel', developerId, mode: 'live', pauseId }]);
    expect((await waiting).json.status).toBe('cancelled');
  });

  it('is answered at the deadline, though no worker runs', async () => {
    const { id } = await testPause(server, developer.live, { timeout_seconds: 1 });
    expect((await wait(server, id)).json.status).toBe('timed_out');
  });

  it('is answered pending when the time asked for is over', async () => {
    const { id } = await testPause(server, developer.live);
    const { json } = await server.ask('GET', `/v1/pause/${id}?wait=1`, { key: developer.live });
    expect(json.status).toBe('pending');
  });

  it('of a settled pause is answered without being held', async () => {
    const { id, token } = await testPause(server, developer.live);
    await answer(server, token);
    expect((await wait(server, id)).json.status).toBe('responded');
  });

  it('compares If-None-Match after the wait', async () => {
    const { id, token } = await testPause(server, developer.live);
    const path = `/v1/pause/${id}`;
    const etag = (await server.ask('GET', path, { key: developer.live })).headers.get('etag')!;
    const unchanged = await server.ask('GET', `${path}?wait=1`, {
      key: developer.live,
      headers: { 'if-none-match': etag },
    });
    expect(unchanged.status).toBe(304);
    const waiting = wait(server, id, { 'if-none-match': etag });
    await allHeld(server, 1);
    await answer(server, token);
    expect((await waiting).json.status).toBe('responded');
  });

  it('whose client went away is forgotten', async () => {
    const { id } = await testPause(server, developer.live);
    const leaving = new AbortController();
    const waiting = server.ask('GET', `/v1/pause/${id}?wait=50`, {
      key: developer.live,
      signal: leaving.signal,
    });
    await allHeld(server, 1);
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    await allHeld(server, 0);
  });
});

it('two hundred waiters are all answered, each with its own pause', async () => {
  const pauses = await Promise.all(
    Array.from({ length: 200 }, () => testPause(server, developer.live)),
  );
  const waiting = pauses.map(({ id }) => wait(server, id));
  await allHeld(server, 200);
  await Promise.all(pauses.map(({ token }, i) => answer(i % 2 ? server : neighbour, token)));
  const answers = await Promise.all(waiting);
  expect(answers.map(({ json }) => json.pause_id)).toEqual(pauses.map(({ id }) => id));
  expect(answers.every(({ json }) => json.status === 'responded')).toBe(true);
});

it('a server that ends answers its waiters pending at once, and takes no new requests', async () => {
  const ending = await testServer({ beside: server });
  const { id } = await testPause(server, developer.live);
  const waiting = wait(ending, id);
  await allHeld(ending, 1);
  await ending.close();
  expect((await waiting).json.status).toBe('pending');
  await expect(ending.ask('GET', '/livez')).rejects.toThrow();
});

it('a database that goes away under a waiter costs the wait, never the process', async () => {
  const { id, token } = await testPause(server, developer.live);
  const waiting = wait(server, id);
  await allHeld(server, 1);
  const killed = once(server.store.pool, 'error').catch(() => undefined);
  await server.store.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await Promise.race([killed, vi.waitUntil(() => server.log().includes('settled pauses'), 40_000)]);
  await vi.waitUntil(async () => (await answer(neighbour, token)).status < 500, 40_000);
  const { status, json } = await waiting;
  expect(status === 503 || json.status === 'responded').toBe(true);
  expect((await wait(server, id)).json.status).toBe('responded');
});
