// A developer whom the operator disabled: every way in is shut on every server, and opens again.
import { disableDeveloper, enableDeveloper } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from './testing/signed-in.ts';
import { PASSWORD, testPause } from './testing/test-developer.ts';
import { testServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let second: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  second = await testServer({ beside: server });
  owner = await signIn(server);
});
afterAll(async () => {
  await second.close();
  await server.close();
});

test('keys, sessions, links and signing in are refused everywhere, and work again once enabled', async () => {
  const { test: key } = owner;
  const pause = await testPause(server, key);
  const cookie = owner.cookie();
  const ways = {
    key: (at: TestServer) => at.ask('GET', `/v1/pause/${pause.id}`, { key }),
    dialect: (at: TestServer) => at.ask('GET', '/api/pause', { key }),
    session: (at: TestServer) => at.ask('GET', '/usage', { headers: { cookie } }),
    page: (at: TestServer) => at.ask('GET', `/respond/${pause.token}`),
    link: (at: TestServer) => at.ask('GET', `/v1/respond/${pause.token}`),
    answer: (at: TestServer) =>
      at.ask('POST', `/v1/respond/${pause.token}`, { body: { choice: 'Approve' } }),
    signIn: (at: TestServer) =>
      at.ask('POST', '/v1/auth/login', { body: { email: owner.email, password: PASSWORD } }),
  };
  const ask = async (names: readonly (keyof typeof ways)[]) =>
    Promise.all(
      [server, second].flatMap((at) => names.map(async (name) => (await ways[name](at)).status)),
    );
  const harmless = ['key', 'dialect', 'session', 'page', 'link'] as const;
  // Both have what they keep in memory of it now.
  expect(new Set(await ask(harmless))).toEqual(new Set([200]));
  const developerId = owner.developerId.slice('dev_'.length);
  await disableDeveloper(server.store, { developerId, now: new Date() });
  const shut = [401, 401, 303, 404, 404, 404];
  await expect
    .poll(() => ask([...harmless, 'answer']), { timeout: 20_000 })
    .toEqual([...shut, ...shut]);
  expect(await ask(['signIn'])).toEqual([401, 401]);
  await enableDeveloper(server.store, { developerId });
  await expect
    .poll(() => ask(['key', 'page', 'link']), { timeout: 20_000 })
    .toEqual(Array(6).fill(200));
  // Nothing was decided meanwhile, and whoever was signed in signs in anew.
  expect((await ways.key(second)).json).toMatchObject({ status: 'pending' });
  expect(await ask(['session'])).toEqual([303, 303]);
  expect((await ways.answer(second)).status).toBe(200);
});
