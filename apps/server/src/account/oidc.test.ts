// Signing in by a real OpenID Connect provider: whose account opens, what it takes, and what is worth nothing.
import { findPersonByEmail, findSession, invite } from '@pausepoint/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { get } from '../route-line.ts';
import { routes } from '../routes.ts';
import type { Ctx, Services } from '../services.ts';
import {
  client,
  passThrough,
  testProvider,
  type ProviderPerson,
  type TestProvider,
} from '../testing/identity-provider.ts';
import { testDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { finishOidc, startOidc } from './oidc.ts';

const own = [
  ...routes.filter(({ path }) => !path.startsWith('/sign-in/oidc')),
  get('/sign-in/oidc', 'visitor', async (ctx: Ctx, services: Services) => {
    ctx.body = await startOidc(ctx, services, '/pauses');
  }),
  get('/sign-in/oidc/callback', 'visitor', async (ctx: Ctx, services: Services) => {
    const { next, registered } = await finishOidc(ctx, services);
    ctx.body = JSON.stringify({ next, registered: registered !== null });
    ctx.type = 'json';
  }),
];
const PUBLIC_URL = 'http://localhost:4321';

let provider: TestProvider;
let server: TestServer;
const open = (signUp: 'open' | 'closed' | 'invite', beside?: TestServer) =>
  testServer({
    ...{ routes: own, signUp, publicUrl: PUBLIC_URL },
    ...(beside && { beside }),
    oidc: { ...client, issuer: provider.issuer, name: 'Example ID' },
  });
beforeAll(async () => {
  provider = await testProvider(`${PUBLIC_URL}/sign-in/oidc/callback`);
  server = await open('open');
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

let count = 0;
const person = (given: Partial<ProviderPerson> = {}): ProviderPerson => {
  count++;
  return { sub: `sub${count}`, email: `oidc${count}@example.com`, email_verified: true, ...given };
};

async function begin(on = server) {
  const { text: url, headers } = await on.ask('GET', '/sign-in/oidc');
  return { url, cookie: headers.getSetCookie()[0]!.split(';')[0]! };
}
async function signIn(who: ProviderPerson, on = server) {
  provider.signedIn = who;
  const { url, cookie } = await begin(on);
  const { pathname, search } = await passThrough(url, provider);
  return on.ask('GET', pathname + search, { headers: { cookie } });
}
async function emailOf(answer: Awaited<ReturnType<typeof signIn>>): Promise<string | undefined> {
  const cookie = answer.headers
    .getSetCookie()
    .find((line) => line.startsWith('pausepoint_session='));
  const token = cookie?.split(/[=;]/)[1] ?? '';
  return (await findSession(server.store, token, new Date()))?.email;
}

it('somebody new gets an account of their own, and the same one the next time', async () => {
  const ada = person({ name: 'Ada\u202e Lovelace' });
  const first = await signIn(ada);
  expect([first.status, first.json]).toEqual([200, { next: '/pauses', registered: true }]);
  expect(await emailOf(first)).toBe(ada.email);
  // The subject is who they are, whatever address they have by now.
  const moved = await signIn({ ...ada, email: 'moved@example.com', email_verified: false });
  expect([moved.json.registered, await emailOf(moved)]).toEqual([false, ada.email]);
});

it('an address the provider has not verified opens nothing', async () => {
  const known = await testDeveloper(server);
  const { status, json } = await signIn(person({ email: known.email, email_verified: false }));
  expect([status, json.code]).toEqual([401, 'credentials_invalid']);
});

it('a verified address opens its account, and what was set up before it was shown is gone', async () => {
  const known = await testDeveloper(server);
  expect(await emailOf(await signIn(person({ email: known.email })))).toBe(known.email);
  const found = await findPersonByEmail(server.store, known.email);
  expect(found).toMatchObject({ passwordHash: null, emailVerified: true });
});

it('where sign-up takes an invitation or is closed, somebody new needs one', async () => {
  for (const signUp of ['invite', 'closed'] as const) {
    const strict = await open(signUp, server);
    const eve = person();
    expect((await signIn(eve, strict)).json.code).toBe('sign_up_closed');
    const team = await testDeveloper(server);
    const { developerId, personId } = (await findPersonByEmail(server.store, team.email))!;
    const wanted = { developerId: developerId!, email: eve.email, invitedBy: personId };
    await invite(server.store, { ...wanted, role: 'approver', now: new Date() });
    expect(await emailOf(await signIn(eve, strict))).toBe(eve.email);
    expect(await findPersonByEmail(server.store, eve.email)).toMatchObject({ role: 'approver' });
    await strict.close();
  }
});

it('what comes back is worth nothing twice, in another browser, or with anything changed', async () => {
  provider.signedIn = person();
  const { url, cookie } = await begin();
  const { pathname, search } = await passThrough(url, provider);
  const back = (query: string, with_ = cookie) =>
    server.ask('GET', pathname + query, { headers: { cookie: with_ } });
  const other = await begin();
  const refusals = [
    await back(search, other.cookie),
    await back(search, ''),
    await back(search, `${cookie.slice(0, -4)}AAAA`),
    await back(search.replace(/state=[^&]+/, 'state=x')),
    await back('?error=access_denied'),
    await back(''),
  ];
  for (const { status, json } of refusals) {
    expect([status, json.code]).toEqual([401, 'credentials_invalid']);
  }
  expect((await back(search)).status).toBe(200);
  expect((await back(search)).status).toBe(401);
});
