// What machines are told about the server.
import { newApiKey } from '@pausepoint/core';
import { beat } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('a server with its database is ready, and says when a worker was last heard', async () => {
  expect((await server.ask('GET', '/livez')).json).toEqual({ status: 'ok' });
  const silent = await server.ask('GET', '/readyz');
  expect(silent.status).toBe(200);
  expect(silent.json).toMatchObject({ status: 'ok', worker_heartbeat_age_seconds: null });
  await beat(server.store, { processId: 'w1', role: 'worker', now: new Date() });
  const { json } = await server.ask('GET', '/readyz');
  expect(json).toEqual({
    ...{ status: 'ok', shutting_down: false, database: true, migrations: true },
    ...{ worker_heartbeat_age_seconds: expect.any(Number), oldest_due_seconds: expect.any(Number) },
    oldest_unsealed_seconds: expect.any(Number),
  });
});

it('a server without its database is alive but not ready, and refuses work kindly', async () => {
  const store = await testStore();
  const lost = await testServer({ beside: { ...server, store } });
  await store.close();
  expect((await lost.ask('GET', '/livez')).status).toBe(200);
  const ready = await lost.ask('GET', '/readyz');
  expect(ready.status).toBe(503);
  expect(ready.json).toMatchObject({ status: 'unavailable', database: false });
  const key = newApiKey('pp_live_');
  const { status, json, headers } = await lost.ask('GET', '/v1/pause', { key });
  expect([status, json.code]).toEqual([503, 'overloaded']);
  expect(headers.get('retry-after')).toBe('1');
  await lost.close();
});

it('metrics count requests by route, never by what is in them', async () => {
  await server.ask('GET', '/respond/some-token-nobody-may-see');
  const { text } = await server.ask('GET', '/metrics');
  expect(text).toMatch(
    /pausepoint_requests_total\{method="GET",route="\/respond\/…",status="404"\} 1/,
  );
  expect(text).not.toContain('some-token');
});

it('the document is the same text every time, and names this server', async () => {
  const { json, headers } = await server.ask('GET', '/openapi.json');
  expect(json).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: `http://localhost:${server.port}` }],
  });
  expect(headers.get('content-type')).toContain('application/json');
});
