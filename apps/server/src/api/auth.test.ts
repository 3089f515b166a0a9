// Accounts: who may open one, who gets in, and what a key or a session is told about itself.
import { setupToken } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const register = (body: object, on = server) => on.ask('POST', '/v1/auth/register', { body });
const login = (email: string, password: string, on = server, headers = {}) =>
  on.ask('POST', '/v1/auth/login', { body: { email, password }, headers });
const account = { email: 'new@example.com', name: 'New', password: PASSWORD };

async function cookieOf(on = server): Promise<string> {
  const { headers } = await login(developer.email, PASSWORD, on);
  return headers.getSetCookie()[0]!.split(';')[0]!;
}

describe('registering', () => {
  it('answers two keys that work, each in its mode', async () => {
    const { status, json } = await register({ ...account, email: 'two@example.com' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      developer_id: expect.stringMatching(/^dev_/),
      api_key: expect.stringMatching(/^pp_live_\w{48}$/),
      test_api_key: expect.stringMatching(/^pp_test_\w{48}$/),
      plan: 'free',
      message: 'Save your API keys — they will not be shown again.',
    });
    const me = await server.ask('GET', '/v1/auth/me', { key: json.test_api_key });
    expect(me.json).toMatchObject({
      ...{ developer_id: json.developer_id, email: 'two@example.com', name: 'New', plan: 'free' },
      ...{ mode: 'test', role: 'admin', limits: null, usage: { pauses: 0 } },
    });
  });

  it('an address twice is refused, in any case', async () => {
    const { status, json } = await register({ ...account, email: developer.email.toUpperCase() });
    expect([status, json.code]).toEqual([409, 'email_taken']);
  });

  it('with faults is told all of them', async () => {
    const { status, json } = await register({ email: 'no', name: '', password: 'short' });
    const pointers = json.errors.map((error: { pointer: string }) => error.pointer);
    expect(status).toBe(422);
    expect(new Set(pointers)).toEqual(new Set(['/email', '/name', '/password']));
  });

  it('is closed where the operator says so', async () => {
    for (const signUp of ['closed', 'invite'] as const) {
      const closed = await testServer({ beside: server, signUp });
      const { status, json } = await register(account, closed);
      expect([status, json.code]).toEqual([403, 'sign_up_closed']);
      await closed.close();
    }
  });

  it('at a public server takes the setup token once, and is closed from then on', async () => {
    const empty = await testStore();
    const open = await testServer({
      beside: { ...server, store: empty },
      ...{ local: false, signUp: 'first', publicUrl: 'https://pause.example.com' },
    });
    const token = (await setupToken(empty, new Date()))!;
    expect((await register(account, open)).json.code).toBe('sign_up_closed');
    const wrong = { ...account, setup_token: `${token.slice(1)}x` };
    expect((await register(wrong, open)).json.code).toBe('sign_up_closed');
    const twins = ['a@example.com', 'b@example.com'].map((email) =>
      register({ ...account, email, setup_token: token }, open),
    );
    const statuses = (await Promise.all(twins)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 403]);
    const late = { ...account, email: 'c@example.com', setup_token: token };
    expect((await register(late, open)).json.code).toBe('sign_up_closed');
    expect(open.log()).not.toContain(token);
    await open.close();
    await empty.close();
  });
});

describe('signing in', () => {
  it('sets a cookie no script reads, that opens what sessions may see', async () => {
    const { status, headers } = await login(developer.email, PASSWORD);
    expect(status).toBe(204);
    const cookie = headers.getSetCookie()[0]!;
    expect(cookie).toMatch(
      /^pausepoint_session=[\w-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    const me = await server.ask('GET', '/v1/auth/me', {
      headers: { cookie: cookie.split(';')[0]! },
    });
    expect(me.json).toMatchObject({ email: developer.email, mode: null, role: 'owner' });
  });

  it('over https the cookie is bound to this host', async () => {
    const secure = await testServer({ beside: server, publicUrl: 'https://pause.example.com' });
    const { headers } = await login(developer.email, PASSWORD, secure);
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-pausepoint_session=.*; Secure$/);
    await secure.close();
  });

  it('is refused alike for an unknown address and a wrong password', async () => {
    const unknown = await login('nobody@example.com', PASSWORD);
    const wrong = await login(developer.email, 'not the password');
    const bare = (text: string) => text.replace(/"request_id":"[^"]*"/, '');
    expect(unknown.status).toBe(401);
    expect(bare(unknown.text)).toBe(bare(wrong.text));
    expect(unknown.json.code).toBe('credentials_invalid');
  });

  it('after twenty tries at one account has to wait', async () => {
    const victim = await testDeveloper(server);
    for (let i = 0; i < 20; i++) await login(victim.email, 'a wrong password');
    const { status, json, headers } = await login(victim.email, PASSWORD);
    expect([status, json.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('signing out ends the session, not only the cookie', async () => {
    const cookie = await cookieOf();
    const out = await server.ask('POST', '/v1/auth/logout', { headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    const { status, json } = await server.ask('GET', '/v1/keys', { headers: { cookie } });
    expect([status, json.code]).toEqual([401, 'session_required']);
  });
});

describe('a session', () => {
  const makeKey = async (headers: Record<string, string>) => {
    const cookie = await cookieOf();
    return server.ask('POST', '/v1/keys', { body: {}, headers: { cookie, ...headers } });
  };

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('is not lent to another site: %j', async (headers) => {
    const { status, json } = await makeKey(headers);
    expect([status, json.code]).toEqual([403, 'request_forged']);
  });

  it.each([{ 'sec-fetch-site': 'same-origin' }, {}])('serves its own site: %j', async (headers) => {
    expect((await makeKey(headers)).status).toBe(201);
  });

  it('sees both modes, and makes keys of either', async () => {
    const cookie = await cookieOf();
    const list = async (query: string) => {
      const { json } = await server.ask('GET', `/v1/keys${query}`, { headers: { cookie } });
      return new Set(json.data.map((key: { mode: string }) => key.mode));
    };
    expect(await list('')).toEqual(new Set(['live', 'test']));
    expect(await list('?mode=test')).toEqual(new Set(['test']));
    const made = await server.ask('POST', '/v1/keys', {
      body: { mode: 'test' },
      headers: { cookie },
    });
    expect(made.json).toMatchObject({ mode: 'test', role: 'agent' });
  });
});

it('a login from another site is refused, so nobody is signed in to a stranger’s account', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect((await login(developer.email, PASSWORD, server, headers)).status).toBe(403);
});
