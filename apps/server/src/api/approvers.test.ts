// Approvers over the API: by key or session, within the plan, each mode by itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let bound: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  bound = await testServer({ beside: server, planLimits: true });
  developer = await testDeveloper(server);
});
afterAll(async () => {
  await bound.close();
  await server.close();
});

const grace = { name: 'Grace', email: 'grace@example.com' };
const add = (body: unknown, key = developer.live, on = server) =>
  on.ask('POST', '/v1/approvers', { key, body });
const list = async (key = developer.live, query = '') =>
  (await server.ask('GET', `/v1/approvers${query}`, { key })).json;

it('adds, lists newest first and removes; an agent’s key may do none of it', async () => {
  const first = await add(grace);
  expect(first.status).toBe(201);
  expect(first.json).toEqual({
    approver_id: expect.stringMatching(/^apr_/),
    ...{ ...grace, slack: null, created_at: expect.any(String) },
  });
  const hook = 'https://hooks.slack.com/services/T000/B000/secret';
  const second = await add({ name: 'Finance', slack: hook });
  expect(second.json).toMatchObject({ email: null, slack: 'hooks.slack.com/services/•••••' });
  const page = await list(developer.live, '?limit=1');
  expect(page.data).toEqual([second.json]);
  const rest = await list(developer.live, `?cursor=${page.next_cursor}`);
  expect(rest).toEqual({ data: [first.json], next_cursor: null });

  const { json: agent } = await server.ask('POST', '/v1/keys', { key: developer.live, body: {} });
  expect((await add(grace, agent.api_key)).json.code).toBe('role_denied');
  const path = `/v1/approvers/${first.json.approver_id}`;
  for (const status of [204, 404]) {
    expect((await server.ask('DELETE', path, { key: developer.live })).status).toBe(status);
  }
  expect((await list()).data).toEqual([second.json]);
});

it('tells every fault at once', async () => {
  const { status, json } = await add({ nme: 'Grace', email: 'nobody', slack: 'somewhere' });
  expect([status, json.code]).toEqual([422, 'invalid_request']);
  const pointers = json.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect(new Set(pointers)).toEqual(new Set(['/name', '/nme', '/email', '/slack']));
  expect((await add({ name: 'Grace' })).json.errors[0].pointer).toBe('/email');
  expect((await add({ name: 'G', slack: 'nowhere' })).json.code).toBe('invalid_recipient');
});

it('a session manages both worlds, one at a time', async () => {
  const { email, test } = developer;
  const body = { email, password: PASSWORD };
  const login = await server.ask('POST', '/v1/auth/login', { body });
  const headers = { cookie: login.headers.get('set-cookie')!.split(';')[0]! };
  const made = await server.ask('POST', '/v1/approvers', {
    headers,
    body: { ...grace, mode: 'test' },
  });
  expect((await list(test)).data).toEqual([made.json]);
  const seen = await server.ask('GET', '/v1/approvers?mode=test', { headers });
  expect(seen.json.data).toEqual([made.json]);
  const path = `/v1/approvers/${made.json.approver_id}`;
  const foreign = await server.ask('DELETE', path, { key: developer.live });
  expect(foreign.status).toBe(404);
  expect((await server.ask('DELETE', path, { headers })).status).toBe(204);
});

it('a plan binds live approvers where plans bind, and their channels', async () => {
  const { live, test } = await testDeveloper(server);
  expect((await add({ name: 'Finance', slack: 'C0123456789' }, live, bound)).json).toMatchObject({
    code: 'channel_not_in_plan',
    errors: [{ pointer: '/slack' }],
  });
  expect((await add(grace, live, bound)).status).toBe(201);
  const ada = { name: 'Ada', email: 'ada@example.com' };
  const refused = await add(ada, live, bound);
  expect([refused.status, refused.json.code]).toEqual([403, 'approver_limit_reached']);
  for (const one of [grace, ada]) expect((await add(one, test, bound)).status).toBe(201);
  expect((await add(ada, live)).status).toBe(201);
});
