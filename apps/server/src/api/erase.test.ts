// Erasing what is personal in a pause, as its developer asks for it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDeveloper, testPause } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test('a pause that is settled keeps its decision and nothing personal', async () => {
  const { live: key } = await testDeveloper(server);
  const { id, token } = await testPause(server, key);
  const erase = () => server.ask('DELETE', `/v1/pause/${id}/personal-data`, { key });
  expect((await erase()).json.code).toBe('not_settled');
  await server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Reject' } });
  await server.ask('GET', `/v1/pause/${id}`, { key });
  expect((await erase()).status).toBe(204);
  expect((await erase()).status).toBe(204);
  const { json } = await server.ask('GET', `/v1/pause/${id}`, { key });
  expect(json).toMatchObject({
    ...{ status: 'responded', response_choice: 'Reject', human_decided: true },
    ...{ message: null, context: null, agent: null, digest_salt: null, recipient: null },
    personal_data_erased_at: expect.any(String),
  });
  expect((await server.ask('GET', `/v1/respond/${token}`)).status).toBe(410);
});

test('another developer’s pause is not there', async () => {
  const { live: key } = await testDeveloper(server);
  const { live: stranger } = await testDeveloper(server);
  const { id } = await testPause(server, key);
  const path = `/v1/pause/${id}/personal-data`;
  expect((await server.ask('DELETE', path, { key: stranger })).json.code).toBe('not_found');
});
