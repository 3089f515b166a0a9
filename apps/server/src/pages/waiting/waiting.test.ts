// Approvers who sign in: what waits for them, that only they answer it, and that it is recorded so.
import { mintResponseToken } from '@pausepoint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinedAs, signIn, type SignedIn } from '../../testing/signed-in.ts';
import { testDeveloper, type TestDeveloper } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';
import { open, postForm, postTap, testClock } from '../testing.ts';

const clock = testClock();
let server: TestServer;
let developer: TestDeveloper;
let grace: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developer = await testDeveloper(server);
  grace = await joinedAs(server, developer, 'approver');
  other = await joinedAs(server, developer, 'approver');
});
afterAll(() => server.close());

const question = 'Wire $8,400 to Meridian?';

async function ask(given: object = {}, to = grace.email, key = developer.live) {
  const body = {
    ...{ recipient: to, channel: 'email', message: `${question}\n\nThe invoice is due.` },
    ...{ options: ['Approve', 'Reject'], require: 'signed_in', ...given },
  };
  const { status, json } = await server.ask('POST', '/v1/pause', { key, body });
  expect(status).toBe(201);
  const { pause_id: id } = json as { pause_id: string };
  return {
    id,
    path: `/waiting/${id}`,
    read: async () => (await server.ask('GET', `/v1/pause/${id}`, { key })).json,
  };
}

const headersOf = async (who: SignedIn, path: string) => {
  const session = who.cookie();
  const page = await open(server, path, { cookie: session });
  clock.read();
  return { ...page, headers: { cookie: `${session}; ${page.cookie}` } };
};

async function tap(who: SignedIn, path: string, choice = 0) {
  const { page, headers } = await headersOf(who, path);
  return postTap(server, path, { page, choice }, headers);
}

test('whoever was asked finds it, answers it, and it says who they are', async () => {
  const { path, read, id } = await ask();
  const list = await grace.get('/waiting');
  expect(list.text).toContain(question);
  expect(list.text).toContain(`href="${path}"`);
  expect((await other.get('/waiting')).text).not.toContain(id);
  const shown = await grace.get(path);
  expect(shown.text).toContain('The invoice is due.');
  expect(shown.text).not.toMatch(/aria-pressed="true"|checked/);
  expect((await tap(grace, path)).status).toBe(200);
  expect(await read()).toMatchObject({
    ...{ status: 'responded', response_choice: 'Approve', human_decided: true },
    decision: { via: 'dashboard', identified_by: 'signed_in', recipient_index: 0 },
  });
  expect((await grace.get(path)).text).toContain('Answered');
  expect((await grace.get('/waiting')).text).not.toContain(id);
});

test('without a script it is answered by the form', async () => {
  const { path, read } = await ask({ allow_text_response: true });
  const { codePage, code, headers } = await headersOf(grace, path);
  const wrong = { page: codePage, code: '0000', choice: '1' };
  const right = { ...wrong, code, text: 'Not this month.' };
  const origin = { ...headers, 'sec-fetch-site': 'same-origin' };
  // Of ten thousand codes the wrong one may be the right one.
  if (code !== '0000') expect((await postForm(server, path, wrong, origin)).status).toBe(422);
  expect((await postForm(server, path, right, origin)).status).toBe(303);
  expect(await read()).toMatchObject({
    ...{ response_choice: 'Reject', response_text: 'Not this month.' },
    decision: { identified_by: 'signed_in' },
  });
});

test('nobody else sees it there: not another member, another developer, or a visitor', async () => {
  const { path, read } = await ask();
  const unknown = '/waiting/psr_0197e0a8-1b3c-7def-8123-456789abcdef';
  const stranger = await signIn(server);
  for (const who of [other, stranger]) {
    const [foreign, none] = [await who.get(path), await who.get(unknown)];
    expect([foreign.status, none.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(none.text);
    expect((await who.post(path, { choice: '0' })).status).toBe(404);
  }
  const visitor = await server.ask('GET', path);
  expect(visitor.status).toBe(303);
  expect(visitor.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  const auditor = await joinedAs(server, developer, 'auditor');
  expect((await auditor.get('/waiting')).status).toBe(403);
  expect((await read()).status).toBe('pending');
});

test('a page given to one session answers in no other', async () => {
  const { path, read } = await ask({
    ...{ recipient: undefined, channel: undefined },
    recipients: [grace, other].map(({ email }) => ({ recipient: email, channel: 'email' })),
  });
  const { page, cookie, codePage, code } = await headersOf(grace, path);
  const headers = { cookie: `${other.cookie()}; ${cookie}`, 'sec-fetch-site': 'same-origin' };
  expect((await postTap(server, path, { page, choice: 0 }, headers)).status).toBe(403);
  const typed = { page: codePage, code, choice: '0' };
  expect((await postForm(server, path, typed, headers)).status).toBe(422);
  const foreign = { cookie: grace.cookie(), 'sec-fetch-site': 'cross-site' };
  expect((await postForm(server, path, typed, foreign)).status).toBe(403);
  expect((await read()).status).toBe('pending');
  // Two who were both asked, at once: one of them decides.
  const pages = await Promise.all([grace, other].map((who) => headersOf(who, path)));
  await Promise.all(
    pages.map((one, choice) => postTap(server, path, { page: one.page, choice }, one.headers)),
  );
  const { response_choice: choice, decision } = await read();
  expect([choice, decision.recipient_index]).toEqual(
    decision.recipient_index === 0 ? ['Approve', 0] : ['Reject', 1],
  );
});

test('the link in the message leads to signing in, and answers nothing by itself', async () => {
  const { id, path, read } = await ask({ undo_seconds: 10 });
  const mail = await linkOf(id);
  const visitor = await open(server, mail);
  expect(visitor.markup).toContain(question);
  expect(visitor.markup).toContain(`/sign-in?next=${encodeURIComponent(mail)}`);
  expect(visitor.markup).not.toMatch(/data-way|id="code"/);
  clock.read();
  const forged = await postForm(server, mail, { page: 'x', code: '1', choice: '0' });
  expect(forged.status).toBe(422);
  const wrongOne = await open(server, mail, { cookie: other.cookie() });
  expect(wrongOne.markup).toContain(`You are signed in as <b dir="ltr">${other.email}</b>`);
  const right = await server.ask('GET', mail, { headers: { cookie: grace.cookie() } });
  expect([right.status, right.headers.get('location')]).toEqual([303, path]);
  const { json } = await server.ask('POST', `/v1${mail}`, { body: { choice: 'Approve' } });
  expect(json.code).toBe('page_required');
  expect((await read()).status).toBe('pending');

  // Taken back by whoever gave it, but not by who only holds the link.
  await tap(grace, path);
  expect((await read()).settles_at).not.toBeNull();
  const held = await open(server, mail);
  expect(held.markup).not.toContain('/undo');
  const own = await headersOf(grace, path);
  await postTap(server, `${path}/undo`, { page: own.page }, own.headers);
  expect((await read()).settles_at).toBeNull();
});

test('what asks for a code is shown, but answered by the message; what asks for nothing, here too', async () => {
  const strict = await ask({ require: 'code' });
  const shown = await grace.get(strict.path);
  expect(shown.text).toContain('answered by the link in the message');
  expect((await grace.post(strict.path, { choice: '0' })).status).toBe(403);
  const plain = await ask({ require: 'link', risk: 'high' });
  expect((await grace.get(plain.path)).text).toContain('data-way="hold"');
  await tap(grace, plain.path, 1);
  expect(await plain.read()).toMatchObject({
    decision: { via: 'dashboard', identified_by: 'signed_in' },
  });
});

test('a withdrawn or expired question says so, to whoever was asked', async () => {
  const { id, path } = await ask();
  const page = await headersOf(grace, path);
  await server.ask('DELETE', `/v1/pause/${id}`, { key: developer.live });
  const late = await postTap(server, path, { page: page.page, choice: 0 }, page.headers);
  expect(late.json).toEqual({ location: path });
  expect((await grace.get(path)).text).toContain('This question was withdrawn');
});

test('an owner finds what /api/pause asked of everybody', async () => {
  const owner = await signIn(server);
  const created = await server.ask('POST', '/api/pause', {
    ...{ key: owner.test, body: { action: 'Deploy v2.4.1' } },
  });
  const { watchId } = created.json as { watchId: string };
  expect((await owner.get('/waiting')).text).toContain('Deploy v2.4.1');
  await tap(owner, `/waiting/${watchId.replace('wch_', 'psr_')}`);
  const read = await server.ask('GET', `/api/pause/${watchId}`, { key: owner.test });
  expect(read.json.status).toBe('approved');
});

/** As the mail has it. */
async function linkOf(id: string): Promise<string> {
  const { json } = await server.ask('GET', `/v1/pause/${id}`, { key: developer.live });
  const token = mintResponseToken(server.store.ring, {
    ...{ developerId: developer.developerId.slice(4), pauseId: id.slice(4), recipientIndex: 0 },
    ...{ revision: 1, expiresAt: new Date(json.expires_at as string) },
  });
  return `/respond/${token}`;
}
