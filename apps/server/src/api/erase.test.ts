// Erasing what is personal in a pause, as its developer asks for it.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { question, testDeveloper, testPause } from '../testing/test-developer.ts';
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

test('what one server erased another no longer shows from memory', async () => {
  const other = await testServer({ beside: server });
  const { live: key } = await testDeveloper(server);
  const { id } = await testPause(server, key);
  const path = `/v1/pause/${id}`;
  await server.ask('DELETE', path, { key });
  const read = async (): Promise<unknown> => (await other.ask('GET', path, { key })).json.message;
  for (let time = 0; time < 3; time++) expect(await read()).toBe(question.message);
  await server.ask('DELETE', `${path}/personal-data`, { key });
  await vi.waitUntil(async () => (await read()) === null, { timeout: 40_000 });
  await other.close();
});

test('what is given away of an erased pause says so, and no more', async () => {
  const { live: key } = await testDeveloper(server);
  const { id, token } = await testPause(server, key, { allow_text_response: true });
  await server.ask('POST', `/v1/respond/${token}`, {
    body: { choice: 'Reject', text: 'Not mine' },
  });
  expect((await server.ask('GET', `/v1/pause/${id}`, { key })).text).toContain('Not mine');
  await server.ask('DELETE', `/v1/pause/${id}/personal-data`, { key });
  const receipt = await server.ask('GET', `/v1/pause/${id}/receipt`, { key });
  expect([receipt.status, receipt.json.code]).toEqual([410, 'personal_data_erased']);
  const told = [
    receipt,
    await server.ask('GET', `/v1/pause/${id}`, { key }),
    await server.ask('GET', `/v1/pause`, { key }),
    await server.ask('GET', `/v1/audit?pause_id=${id}`, { key }),
    await server.ask('GET', '/v1/audit/export', { key }),
    await server.ask('GET', '/v1/events', { key }),
    await server.ask('GET', '/v1/sandbox/messages', { key }),
    await server.ask('GET', `/v1/respond/${token}`),
    await server.ask('GET', `/respond/${token}`, { headers: { accept: 'text/html' } }),
  ].map(({ text }) => text);
  for (const word of ['Not mine', question.message, '•0100']) {
    expect(told.filter((text) => text.includes(word))).toEqual([]);
  }
});
