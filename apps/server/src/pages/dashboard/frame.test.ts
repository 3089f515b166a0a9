// Who comes into the dashboard, what a form must bring, and what the frame keeps.
import type { MemberRole } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';
import { pageRoutes } from '../../page-routes.ts';
import { isPageGuard } from '../../middleware/guard.ts';
import { ownPath } from './next-path.ts';

let server: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  owner = await signIn(server);
});
afterAll(() => server.close());

const guarded = pageRoutes.filter(({ guard }) => isPageGuard(guard));

test.each(guarded.map(({ method, path }) => [method, path.replace(/:\w+/g, 'x')]))(
  '%s %s sends whoever is not signed in to the door, and back afterwards',
  async (method, path) => {
    const { status, headers } = await server.ask(method, path);
    expect(status).toBe(303);
    const wanted = method === 'GET' ? path : `/${path.split('/').at(1) ?? ''}`;
    expect(headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(wanted)}`);
  },
);

test('the column has its words, and says where one is', async () => {
  const { status, text, headers } = await owner.get('/keys');
  expect(status).toBe(200);
  for (const word of [
    'Pauses',
    'Audit',
    'Webhooks',
    'Keys',
    'Approvers',
    'Usage',
    'Team',
    'Account',
  ]) {
    expect(text).toContain(`>${word}</a`);
  }
  expect(text).toMatch(/href="\/keys"\s+aria-current="page"/);
  expect(text).toContain('Acme Corp');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('the mode asked for stays in every link and form of the page', async () => {
  const { text } = await owner.get('/keys?mode=live');
  const inside = [...text.matchAll(/(?:href|action)="(\/[a-z][^"]*)"/g)].map(([, url]) => url!);
  expect(inside.length).toBeGreaterThan(8);
  for (const url of inside.filter((url) => url !== '/keys?mode=test')) {
    expect(url).toContain('mode=live');
  }
});

test('signing out ends the session, says so once, and needs no session', async () => {
  const person = await signIn(server);
  const cookie = person.cookie();
  expect((await person.post('/sign-out')).headers.get('location')).toBe('/sign-in');
  expect((await person.get('/sign-in')).text).toContain('You are signed out.');
  expect((await person.get('/sign-in')).text).not.toContain('You are signed out.');
  const late = await server.ask('GET', '/keys', { headers: { cookie } });
  expect(late.status).toBe(303);
  expect((await person.post('/sign-out')).status).toBe(303);
});

test('each role sees its own words, and a page of another says so kindly', async () => {
  const as = (role: MemberRole) => signIn(server, { role });
  const [approver, auditor] = [await as('approver'), await as('auditor')];
  const refused = await approver.get('/keys');
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('Your role does not open this page');
  expect(refused.text).not.toContain('>Webhooks</a');
  expect((await approver.get('/waiting')).status).toBe(200);
  const keys = await auditor.get('/keys');
  expect(keys.status).toBe(200);
  expect(keys.text).not.toContain('/keys/new');
  expect((await auditor.get('/keys/new')).status).toBe(403);
  expect((await auditor.post('/keys')).status).toBe(403);
  expect((await (await as('developer')).get('/keys')).text).toContain('/keys/new');
});

test.each([
  ['/pauses?status=pending&mode=test', '/pauses?status=pending&mode=test'],
  ['/a/../keys', '/keys'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['/.//evil.example', undefined],
  ['https://evil.example/', undefined],
  ['javascript:alert(1)', undefined],
  ['keys', undefined],
  [undefined, undefined],
  [['/keys', '//evil.example'], undefined],
])('after signing in %j leads to %j', (given, path) => {
  expect(ownPath(given)).toBe(path);
});
