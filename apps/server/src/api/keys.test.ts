// API keys: who gets in with which, and that a withdrawn one stays out everywhere.
import { newApiKey } from '@pausepoint/core';
import { FRESH_MILLISECONDS } from '../key-cache.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { question, testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
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

const make = async (body: object = {}, key = developer.live) =>
  (await server.ask('POST', '/v1/keys', { key, body })).json;
const me = (key: string, on = server) => on.ask('GET', '/v1/auth/me', { key });

describe('without a valid key', () => {
  const unknown = newApiKey('pp_live_');
  it.each([
    ['none', ''],
    ['an unknown one', `Bearer ${unknown}`],
    ['a mistyped one', `Bearer ${unknown.slice(0, -1)}`],
    ['another scheme', `Basic ${unknown}`],
    ['two words', `Bearer ${unknown} x`],
  ])('%s: 401 in the same words', async (_, authorization) => {
    const headers: Record<string, string> = authorization === '' ? {} : { authorization };
    const answer = await server.ask('GET', '/v1/pause', { headers });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({
      code: 'api_key_invalid',
      detail: 'Send a valid key: Authorization: Bearer pp_live_….',
    });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('a typo is told without a query', async () => {
    let queries = 0;
    const count = () => queries++;
    server.store.pool.on('acquire', count);
    await me(`${unknown.slice(0, -1)}!`);
    server.store.pool.off('acquire', count);
    expect(queries).toBe(0);
  });
});

describe('a made key', () => {
  it('is shown once; the list has its ends only', async () => {
    const made = await make({ name: 'agent' });
    expect(made).toMatchObject({ name: 'agent', role: 'agent', mode: 'live', policy: null });
    const { text, json } = await server.ask('GET', '/v1/keys', { key: developer.live });
    expect(text).not.toContain(made.api_key.slice(10, 40));
    const listed = json.data.find((key: { key_id: string }) => key.key_id === made.key_id);
    expect(listed).toMatchObject({ prefix: 'pp_live_', last4: made.api_key.slice(-4) });
  });

  it('is listed newest first, page by page', async () => {
    const page = async (query: string) =>
      (await server.ask('GET', `/v1/keys?${query}`, { key: developer.live })).json;
    const all = (await page('limit=100')).data;
    expect(all.length).toBeGreaterThan(1);
    const pages = [await page('limit=1')];
    while (pages.at(-1).next_cursor)
      pages.push(await page(`limit=1&cursor=${pages.at(-1).next_cursor}`));
    expect(pages.flatMap(({ data }) => data)).toEqual(all);
    expect(await page('limit=0&cursor=x')).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '#/query/limit' }, { pointer: '#/query/cursor' }],
    });
  });

  it('has its maker’s mode, and no other', async () => {
    expect(await make({}, developer.test)).toMatchObject({ mode: 'test' });
    expect(await make({ mode: 'live' }, developer.test)).toMatchObject({ code: 'role_denied' });
    const { json } = await server.ask('GET', '/v1/keys', { key: developer.test });
    expect(new Set(json.data.map((key: { mode: string }) => key.mode))).toEqual(new Set(['test']));
  });

  it('of role agent opens, reads and withdraws pauses, and nothing else', async () => {
    const { api_key: key } = await make();
    const created = await server.ask('POST', '/v1/pause', { key, body: question });
    expect(created.status).toBe(201);
    const path = `/v1/pause/${created.json.pause_id}`;
    expect((await server.ask('GET', path, { key })).status).toBe(200);
    expect((await server.ask('GET', '/v1/pause', { key })).status).toBe(200);
    expect((await server.ask('DELETE', path, { key })).status).toBe(200);
    expect((await me(key)).json.role).toBe('agent');
    for (const forbidden of ['/v1/keys', '/v1/webhooks', '/v1/audit', '/v1/sandbox/messages']) {
      const { status, json } = await server.ask('GET', forbidden, { key });
      expect([status, json.code]).toEqual([403, 'role_denied']);
    }
  });

  it('opens no more pauses an hour than its policy says, while replays stay free', async () => {
    const { api_key: key } = await make({ policy: { pauses_per_hour: 2 } });
    const open = (idempotencyKey: string) =>
      server.ask('POST', '/v1/pause', {
        key,
        body: question,
        headers: { 'idempotency-key': idempotencyKey },
      });
    expect([(await open('a')).status, (await open('b')).status]).toEqual([201, 201]);
    const refused = await open('c');
    expect([refused.status, refused.json.code]).toEqual([403, 'policy_denied']);
    expect((await open('a')).status).toBe(200);
  });
});

describe('a withdrawn key', () => {
  it('is refused at once here, and within a second at every other server', async () => {
    const { api_key: key, key_id: id } = await make();
    expect((await me(key)).status).toBe(200);
    expect((await me(key, neighbour)).status).toBe(200);
    const { status } = await server.ask('DELETE', `/v1/keys/${id}`, { key: developer.live });
    expect(status).toBe(204);
    expect((await me(key)).status).toBe(401);
    // Every poll here renews nothing: what counts is when the server last asked the database.
    const refused = async () => (await me(key, neighbour)).status === 401;
    await vi.waitUntil(refused, { interval: 20, timeout: 40_000 });
    expect(FRESH_MILLISECONDS).toBeLessThan(1_000);
  });

  it('twice, or of another mode, is not there', async () => {
    const { key_id: id } = await make();
    const remove = (key: string) => server.ask('DELETE', `/v1/keys/${id}`, { key });
    expect((await remove(developer.test)).status).toBe(404);
    expect((await remove(developer.live)).status).toBe(204);
    expect((await remove(developer.live)).status).toBe(404);
  });
});

describe('a rotated key', () => {
  const rotate = (id: string, body?: object) =>
    server.ask('POST', `/v1/keys/${id}/rotate`, {
      key: developer.live,
      ...(body && { body }),
    });

  it('works beside the new one for the overlap', async () => {
    const made = await make({ name: 'rotating' });
    const { status, json } = await rotate(made.key_id, { overlap_hours: 1 });
    expect(status).toBe(201);
    expect(json).toMatchObject({ name: 'rotating', role: 'agent', expires_at: null });
    expect(json.api_key).not.toBe(made.api_key);
    expect((await me(made.api_key)).status).toBe(200);
    expect((await me(json.api_key)).status).toBe(200);
  });

  it('without an overlap ends at once', async () => {
    const made = await make();
    await rotate(made.key_id, { overlap_hours: 0 });
    expect((await me(made.api_key)).status).toBe(401);
  });

  it('may be asked for without a body', async () => {
    const made = await make();
    expect((await rotate(made.key_id)).status).toBe(201);
  });
});
