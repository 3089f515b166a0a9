// Accounts by hand: opened, entered, left, invited to, and what each page refuses.
import { randomUUID } from 'node:crypto';
import { findPersonByEmail, invite, inviteToSignUp } from '@pausepoint/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinedAs, type SignedIn, signIn, testBrowser } from '../../testing/signed-in.ts';
import { PASSWORD } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  owner = await signIn(server);
});
afterAll(() => server.close());

const newAddress = (): string => `${randomUUID()}@example.com`;
const account = (email = newAddress()) => ({ name: 'Acme', email, password: PASSWORD });

test('signing up shows both keys this once, signs in, and the line to paste works', async () => {
  const browser = testBrowser(server);
  const { status, text } = await browser.post('/sign-up', account());
  expect(status).toBe(201);
  const [key = '', live = ''] = ['test', 'live'].map(
    (mode) => new RegExp(`pp_${mode}_\\w{48}`).exec(text)![0],
  );
  expect((await server.ask('GET', '/v1/pause', { key: live })).status).toBe(200);
  const body = /-d &#39;(\{[^]*?\})&#39;/.exec(text)![1]!.replaceAll('&quot;', '"');
  expect((await server.ask('POST', '/v1/pause', { key, body })).status).toBe(201);
  const keys = await browser.get('/keys');
  expect(keys.status).toBe(200);
  expect(keys.text).not.toContain(key);
});

test('what is wrong with a new account is told beside its field, and the password never comes back', async () => {
  const given = { name: 'two\nlines', email: 'nobody', password: 'too-short' };
  const { status, text } = await testBrowser(server).post('/sign-up', given);
  expect(status).toBe(422);
  for (const name of ['name', 'email', 'password']) expect(text).toContain(`id="${name}-error"`);
  expect(text).toContain('value="nobody"');
  expect(text).not.toContain('too-short');
  const taken = await testBrowser(server).post('/sign-up', account(owner.email));
  expect([taken.status, taken.text.includes('id="email-error"')]).toEqual([422, true]);
});

test('signing in leads to where one wanted to go, and to no other site', async () => {
  const credentials = { email: owner.email, password: PASSWORD };
  const to = async (next: string) =>
    (await testBrowser(server).post('/sign-in', { ...credentials, next })).headers.get('location');
  expect(await to('/audit?type=pause.created')).toBe('/audit?type=pause.created');
  expect(await to('//evil.example')).toBe('/');
  expect((await testBrowser(server).get('/sign-in?next=//evil.example')).text).not.toContain(
    'evil',
  );
});

test('a wrong password and an unknown address are told apart by nothing', async () => {
  const tried = async (email: string) => {
    const { status, text } = await testBrowser(server).post('/sign-in', {
      email,
      password: 'wrong',
    });
    // What the device would sign is new each time.
    return [status, text.replaceAll(email, '').replace(/data-options="[^"]*"/, '')];
  };
  const [status, text] = await tried(owner.email);
  expect(status).toBe(422);
  expect([status, text]).toEqual(await tried(newAddress()));
});

test('a form from another site signs nobody in or out, and changes nothing', async () => {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', cookie: owner.cookie() },
  };
  const fields = { email: owner.email, password: PASSWORD, name: 'Evil' };
  const body = new URLSearchParams(fields).toString();
  for (const path of [
    '/sign-in',
    '/sign-up',
    '/sign-out',
    '/reset',
    '/account/name',
    '/team/name',
  ]) {
    const answer = await server.ask('POST', path, { body, headers });
    expect([path, answer.status]).toEqual([path, 403]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect((await owner.get('/account')).status).toBe(200);
});

test('without its own session’s token a form changes nothing', async () => {
  const stranger = await signIn(server);
  const foreign = /name="csrf" value="([\w-]+)"/.exec((await stranger.get('/account')).text)![1]!;
  for (const csrf of ['', 'wrong', foreign]) {
    const { status, text } = await owner.post('/account/name', { csrf, name: 'Changed' });
    expect(status).toBe(403);
    expect(text).toContain('This form is out of date');
  }
  expect((await owner.get('/account')).text).not.toContain('Changed');
});

test('asking for a new password says the same for every address', async () => {
  const ask = async (email: string) => {
    const { status, text } = await testBrowser(server).post('/reset', { email });
    return [status, text.replaceAll(email, '')];
  };
  expect(await ask(owner.email)).toEqual(await ask(newAddress()));
  expect((await testBrowser(server).get('/reset/unknown')).status).toBe(410);
  const late = await testBrowser(server).post('/reset/unknown', { password: 'a new password' });
  expect(late.status).toBe(410);
});

test('a new password takes the old one, and ends every other session', async () => {
  const person = await signIn(server);
  const elsewhere = testBrowser(server);
  await elsewhere.signIn(person.email);
  const change = (current: string) =>
    person.post('/account/password', { current, password: 'a new password' });
  const wrong = await change('not the old one');
  expect([wrong.status, wrong.text.includes('id="current-error"')]).toEqual([422, true]);
  expect((await change(PASSWORD)).status).toBe(303);
  expect((await person.get('/account')).text).toContain('Your password is changed.');
  expect((await elsewhere.get('/account')).status).toBe(303);
});

test('one’s other sessions are listed and ended; somebody else’s are not', async () => {
  const [person, stranger] = [await signIn(server), await signIn(server)];
  const elsewhere = testBrowser(server);
  await elsewhere.signIn(person.email);
  const list = (await person.get('/account')).text;
  const path = /\/account\/sessions\/ses_[\w-]+\/end/.exec(list)![0];
  await stranger.post(path);
  expect((await elsewhere.get('/account')).status).toBe(200);
  expect((await person.post(path)).status).toBe(303);
  expect((await elsewhere.get('/account')).status).toBe(303);
  await elsewhere.signIn(person.email);
  await person.post('/account/sessions/end-others');
  expect((await elsewhere.get('/account')).status).toBe(303);
  expect((await person.get('/account')).status).toBe(200);
});

test('where sign-up is shut the page says so, and an invitation opens it to its address', async () => {
  const shut = await testServer({ beside: server, signUp: 'invite' });
  const closed = await testBrowser(shut).get('/sign-up');
  expect([closed.status, closed.text.includes('takes an invitation')]).toEqual([403, true]);
  expect((await testBrowser(shut).post('/sign-up', account())).status).toBe(403);
  const email = newAddress();
  const { token } = await inviteToSignUp(server.store, { email, invitedBy: null, now: new Date() });
  expect((await testBrowser(shut).get(`/invite/${token}`)).text).toContain(`value="${email}"`);
  const opened = await testBrowser(shut).post('/sign-up', { ...account(email), invitation: token });
  expect(opened.status).toBe(201);
  await shut.close();
});

test('an owner invites, changes a role and removes, each felt at once; the last owner stays', async () => {
  const boss = await signIn(server);
  const invited = await boss.post('/team/invite', { email: newAddress(), role: 'king' });
  expect([invited.status, invited.text.includes('#role')]).toEqual([422, true]);
  const good = { email: newAddress(), role: 'auditor' };
  expect((await boss.post('/team/invite', good)).status).toBe(303);
  const team = (await boss.get('/team')).text;
  const withdraw = /\/team\/invitations\/inv_[\w-]+\/revoke/.exec(team)![0];
  expect((await owner.post(withdraw)).status).toBe(404);
  expect((await boss.post(withdraw)).status).toBe(303);
  expect((await boss.get('/team')).text).not.toContain(withdraw);

  const member = await joinedAs(server, boss, 'auditor');
  const of = async (email: string) =>
    `/team/prs_${(await findPersonByEmail(server.store, email))!.personId}`;
  const path = await of(member.email);
  expect((await member.post(`${path}/role`, { role: 'owner' })).status).toBe(403);
  expect((await owner.post(`${path}/remove`)).status).toBe(404);
  expect((await boss.post(`${path}/role`, { role: 'developer' })).status).toBe(303);
  expect((await member.get('/keys/new')).status).toBe(200);
  const last = await boss.post(`${await of(boss.email)}/remove`);
  expect([last.status, last.text.includes('Somebody must stay')]).toEqual([422, true]);
  expect((await boss.get(`${path}/remove`)).status).toBe(200);
  expect((await member.get('/keys')).status).toBe(200);
  expect((await boss.post(`${path}/remove`)).status).toBe(303);
  expect((await member.get('/keys')).status).toBe(303);
});

test('an invitation is taken up by somebody new, once, and by a known address with its password', async () => {
  const host = (await findPersonByEmail(server.store, (await signIn(server)).email))!;
  const linkFor = async (email: string) => {
    const of = { developerId: host.developerId!, invitedBy: host.personId, now: new Date() };
    return `/invite/${(await invite(server.store, { ...of, email, role: 'approver' }))!.token}`;
  };
  const browser = testBrowser(server);
  const path = await linkFor(newAddress());
  expect((await browser.get(path)).text).toContain('Join Acme Corp');
  const joined = await browser.post(path, { name: 'Ana', password: PASSWORD });
  expect([joined.status, joined.headers.get('location')]).toEqual([303, '/']);
  expect((await browser.get('/waiting')).text).toContain('You have joined the team.');
  expect((await testBrowser(server).get(path)).status).toBe(410);

  const known = await linkFor(owner.email);
  const wrong = await testBrowser(server).post(known, { password: 'wrong' });
  expect([wrong.status, wrong.text.includes('not the password')]).toEqual([422, true]);
  const both = testBrowser(server);
  expect((await both.post(known, { password: PASSWORD })).status).toBe(303);
  const home = /value="(dev_[\w-]+)"/.exec((await both.get('/account')).text)![1]!;
  expect((await both.post('/account/switch', { developer_id: home })).status).toBe(303);
  expect((await both.get('/keys')).status).toBe(200);
});

test('what no passkey made signs nobody in, and a page says so', async () => {
  for (const response of ['', 'no json', '{}', '{"id":1,"response":null}']) {
    const { status, text } = await testBrowser(server).post('/sign-in/passkey', { response });
    expect(status).toBe(401);
    expect(text).toContain('Nobody was signed in');
  }
  const { text } = await owner.post('/account/passkeys', { response: '{}', name: 'Mine' });
  expect(text).toContain('The passkey was not added');
});

test('the operator’s identity provider has a button, and a page where it does not answer', async () => {
  const [issuer, name] = ['http://127.0.0.1:9/', 'Example SSO'];
  const oidc = { issuer, clientId: 'pausepoint', clientSecret: 'secret', name };
  const beside = await testServer({ beside: server, oidc });
  expect((await testBrowser(beside).get('/sign-in')).text).toContain('Sign in with Example SSO');
  const away = await testBrowser(beside).get('/sign-in/oidc');
  expect(away.status).toBe(503);
  expect(away.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await testBrowser(beside).get('/sign-in/oidc/callback?code=x')).status).toBe(401);
  await beside.close();
  expect((await testBrowser(server).get('/sign-in/oidc')).status).toBe(404);
});

test('whoever is signed in is not greeted but brought to their pages', async () => {
  expect((await owner.get('/')).headers.get('location')).toBe('/pauses');
  const approver = await signIn(server, { role: 'approver' });
  expect((await approver.get('/')).headers.get('location')).toBe('/waiting');
  expect((await testBrowser(server).get('/')).text).toContain('href="/sign-up"');
});

test('whoever has no password signs in anew to set one, unless they just did', async () => {
  const person = await signIn(server);
  const { personId } = (await findPersonByEmail(server.store, person.email))!;
  const { pool } = server.store;
  await pool.query('update person set password_hash = null where id = $1', [personId]);
  const stale = `update session set proved_at = proved_at - interval '1 hour' where person_id = $1`;
  await pool.query(stale, [personId]);
  const set = () => person.post('/account/password', { password: PASSWORD });
  expect((await set()).headers.get('location')).toBe('/sign-in?next=%2Faccount');
  await pool.query('update session set proved_at = now() where person_id = $1', [personId]);
  expect((await set()).headers.get('location')).toBe('/account');
});
