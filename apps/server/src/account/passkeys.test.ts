// Signing in by passkey: it takes the very passkey, this site, this browser, and counts once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBody } from '../middleware/body.ts';
import { authenticator } from '../pages/testing/authenticator.ts';
import { post } from '../route-line.ts';
import { routes } from '../routes.ts';
import type { Ctx, Services } from '../services.ts';
import { PASSWORD, testDeveloper, type TestDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { passkeyOptions, passkeySetUpOptions, setUpPasskey, signInByPasskey } from './passkeys.ts';

const said = (work: (ctx: Ctx, services: Services) => Promise<unknown>) =>
  async function (ctx: Ctx, services: Services) {
    ctx.body = JSON.stringify((await work(ctx, services)) ?? null);
    ctx.type = 'json';
  };
const given = async (ctx: Ctx) => (await readBody(ctx)).value;
const own = [
  ...routes,
  post('/test/options', 'visitor', said(passkeyOptions)),
  post(
    '/test/sign-in',
    'visitor',
    said(async (ctx, all) => signInByPasskey(ctx, all, await given(ctx))),
  ),
  post('/test/set-up-options', 'person', said(passkeySetUpOptions)),
  post(
    '/test/set-up',
    'person',
    said(async (ctx, all) =>
      setUpPasskey(ctx, all, { response: await given(ctx), name: 'Laptop' }),
    ),
  ),
];

let server: TestServer;
let late: TestServer;
let ada: TestDeveloper;
const device = authenticator();
let site: { readonly origin: string; readonly rpId: string };
let userHandle: string;
beforeAll(async () => {
  server = await testServer({ routes: own });
  late = await testServer({
    ...{ routes: own, beside: server },
    now: () => new Date(Date.now() + 11 * 60_000),
  });
  ada = await testDeveloper(server);
  site = { origin: `http://localhost:${server.port}`, rpId: 'localhost' };
  const browser = await signedIn();
  const asked = (await browser('/test/set-up-options', {})).json;
  expect(asked.authenticatorSelection).toMatchObject({
    ...{ residentKey: 'required', userVerification: 'required' },
  });
  userHandle = asked.user.id;
  const created = device.create(asked, site);
  expect((await browser('/test/set-up', created)).json).toBe(true);
  // Twice is not twice.
  expect((await browser('/test/set-up', created)).json).toBe(false);
});
afterAll(async () => {
  await late.close();
  await server.close();
});

/** With a cookie jar of its own. */
function newBrowser() {
  const jar = new Map<string, string>();
  return async (path: string, body: unknown, on = server) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await on.ask('POST', path, { body, headers: cookie ? { cookie } : {} });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
}
async function signedIn() {
  const browser = newBrowser();
  await browser('/v1/auth/login', { email: ada.email, password: PASSWORD });
  return browser;
}

it('whoever has the passkey is signed in, without a name', async () => {
  const browser = newBrowser();
  const asked = (await browser('/test/options', {})).json;
  expect(asked.allowCredentials ?? []).toEqual([]);
  const made = device.get(asked, site, userHandle);
  const answer = await browser('/test/sign-in', made);
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^pausepoint_session=/);
  const again = await browser('/test/sign-in', made);
  expect([again.status, again.json.code]).toEqual([401, 'credentials_invalid']);
});

it('an answer is worth nothing in another browser, for another site or person, or unverified', async () => {
  const stranger = authenticator();
  const tries = [
    (asked: never) => device.get(asked, { ...site, origin: 'https://evil.example' }, userHandle),
    (asked: never) => device.get(asked, { ...site, rpId: 'evil.example' }, userHandle),
    (asked: never) => device.get(asked, { ...site, verifiesUser: false }, userHandle),
    (asked: never) => stranger.get(asked, site, userHandle),
    (asked: never) =>
      device.get(asked, site, Buffer.from(crypto.randomUUID()).toString('base64url')),
    (asked: never) => device.get(asked, site),
    () => device.get({ challenge: Buffer.alloc(58).toString('base64url') }, site, userHandle),
    () => ({}),
    () => null,
  ];
  for (const attempt of tries) {
    const browser = newBrowser();
    const made = attempt((await browser('/test/options', {})).json as never);
    const { status, json } = await browser('/test/sign-in', made);
    expect([status, json.code]).toEqual([401, 'credentials_invalid']);
  }
  const [mine, theirs] = [newBrowser(), newBrowser()];
  const asked = (await mine('/test/options', {})).json;
  await theirs('/test/options', {});
  const made = device.get(asked, site, userHandle);
  expect((await theirs('/test/sign-in', made)).status).toBe(401);
});

it('a challenge is over after five minutes', async () => {
  const browser = newBrowser();
  const asked = (await browser('/test/options', {})).json;
  const made = device.get(asked, site, userHandle);
  expect((await browser('/test/sign-in', made, late)).json.code).toBe('credentials_invalid');
});

it('one is set up only by whoever showed just now who they are', async () => {
  const browser = await signedIn();
  expect((await browser('/test/set-up-options', {})).status).toBe(200);
  // Signed in still, but for more than ten minutes.
  const stale = await browser('/test/set-up-options', {}, late);
  expect([stale.status, stale.json.code]).toEqual([401, 'session_required']);
});
