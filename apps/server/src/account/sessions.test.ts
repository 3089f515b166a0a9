// Sessions and links over HTTP: no token outlives a sign-in, no instance counts alone, and nobody learns who is known.
import { findPersonByEmail, findSession } from '@pausepoint/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { post } from '../route-line.ts';
import type { Ctx, Services } from '../services.ts';
import { mailedToken } from '../testing/mailed-token.ts';
import { PASSWORD, testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type Answer, type TestServer } from '../testing/test-server.ts';
import { routes } from '../routes.ts';
import { askReset, resetPassword } from './reset.ts';
import { switchDeveloper } from './sign-in.ts';

const asked = (ctx: Ctx) => ctx.query as Record<string, string>;
const say = (ctx: Ctx, body: unknown): void => void (ctx.body = JSON.stringify(body));
const own = [
  ...routes,
  post('/test/ask-reset', 'visitor', async (ctx: Ctx, services: Services) => {
    await askReset(ctx, services, asked(ctx)['email']!);
    say(ctx, 'asked');
  }),
  post('/test/reset', 'visitor', async (ctx: Ctx, services: Services) => {
    const { token, password } = asked(ctx) as { token: string; password: string };
    say(ctx, await resetPassword(ctx, services, { token, password }));
  }),
  post('/test/switch', 'session', async (ctx: Ctx, services: Services) => {
    await switchDeveloper(ctx, services, asked(ctx)['id']!);
    say(ctx, 'switched');
  }),
];

let server: TestServer;
let other: TestServer;
let ada: TestDeveloper;
beforeAll(async () => {
  server = await testServer({ routes: own });
  other = await testServer({ routes: own, beside: server });
  ada = await testDeveloper(server);
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const login = (email: string, password = PASSWORD, on = server, headers = {}) =>
  on.ask('POST', '/v1/auth/login', { body: { email, password }, headers });
const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]!.split(';')[0]!;
const tokenOf = (cookie: string): string => cookie.split('=')[1]!;
const isOpen = async (cookie: string) =>
  (await findSession(server.store, tokenOf(cookie), new Date())) !== undefined;
const bare = ({ status, text }: Answer) => [status, text.replace(/"request_id":"[^"]*"/, '')];

it('a sign-in takes no token that was there before, and ends the session behind it', async () => {
  const planted = `pausepoint_session=${'x'.repeat(43)}`;
  const first = cookieOf(await login(ada.email, PASSWORD, server, { cookie: planted }));
  expect(first).not.toBe(planted);
  const second = cookieOf(await login(ada.email, PASSWORD, server, { cookie: first }));
  expect([await isOpen(first), await isOpen(second)]).toEqual([false, true]);
});

it('tries at one account are counted over all instances', async () => {
  const victim = await testDeveloper(server);
  for (let n = 0; n < 10; n++) {
    await login(victim.email, 'a wrong password');
    await login(victim.email.toUpperCase(), 'a wrong password', other);
  }
  expect((await login(victim.email)).json.code).toBe('rate_limited');
  expect((await login(victim.email, PASSWORD, other)).json.code).toBe('rate_limited');
});

it('asking for a new password answers alike and writes as much for an address nobody has', async () => {
  const ask = (email: string) => server.ask('POST', `/test/ask-reset?email=${email}`);
  const rowsFor = async (email: string) => {
    const count = 'select count(*)::int as rows from account_mail';
    const before = (await server.store.pool.query<{ rows: number }>(count)).rows[0]!.rows;
    const answer = await ask(email);
    const after = (await server.store.pool.query<{ rows: number }>(count)).rows[0]!.rows;
    return [bare(answer), after - before];
  };
  expect(await rowsFor('nobody@example.com')).toEqual(await rowsFor(ada.email));
  for (let n = 0; n < 4; n++) await ask(ada.email);
  expect((await ask(ada.email)).json.code).toBe('rate_limited');
});

it('a new password by mail signs everybody out and counts once; the old one opens nothing', async () => {
  const eve = await testDeveloper(server);
  const session = cookieOf(await login(eve.email));
  await server.ask('POST', `/test/ask-reset?email=${eve.email}`);
  const token = (await mailedToken(server, eve.email))!;
  const set = (password: string) =>
    server.ask('POST', `/test/reset?token=${token}&password=${encodeURIComponent(password)}`);
  expect((await set('a new password')).text).toBe('true');
  expect((await set('another password')).text).toBe('false');
  expect(await isOpen(session)).toBe(false);
  expect((await login(eve.email)).json.code).toBe('credentials_invalid');
  expect((await login(eve.email, 'a new password')).status).toBe(204);
  expect(server.log()).not.toContain(token);
});

it('nobody goes to a developer they do not belong to', async () => {
  const cookie = cookieOf(await login(ada.email));
  const eve = await testDeveloper(server);
  const { developerId } = (await findPersonByEmail(server.store, eve.email))!;
  const move = (id: string) => server.ask('POST', `/test/switch?id=${id}`, { headers: { cookie } });
  const unknown = await move(crypto.randomUUID());
  expect([unknown.status, unknown.json.code]).toEqual([404, 'not_found']);
  expect(bare(await move(developerId!))).toEqual(bare(unknown));
  expect(await isOpen(cookie)).toBe(true);
});
