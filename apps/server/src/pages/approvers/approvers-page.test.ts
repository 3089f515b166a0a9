// Approvers kept by hand: who may, of which mode, and whom they are linked to.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailedToken } from '../../testing/mailed-token.ts';
import { joinedAs, signIn, type SignedIn } from '../../testing/signed-in.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  owner = await signIn(server);
});
afterAll(() => server.close());

const finance = { name: 'Finance', slack: 'C0123456789' };
const pathOf = async (who = owner): Promise<string> =>
  /\/approvers\/apr_[\w-]+/.exec((await who.get('/approvers?mode=test')).text)![0];

test('added, shown in its mode only, asked by /api/pause, and removed', async () => {
  expect((await owner.get('/approvers?mode=test')).text).toContain('No approver yet');
  expect((await owner.post('/approvers?mode=test', finance)).status).toBe(303);
  const page = await owner.get('/approvers?mode=test');
  expect(page.text).toContain('Finance');
  expect(page.text).not.toContain('C0123456789');
  expect((await owner.get('/approvers?mode=live')).text).not.toContain('Finance');
  const path = await pathOf();
  expect((await owner.get(`${path}?mode=live`)).status).toBe(404);

  // Whoever signs in for it finds what is sent there.
  const lee = await joinedAs(server, owner, 'approver');
  const body = { action: 'Deploy v2.4.1' };
  await server.ask('POST', '/api/pause', { key: owner.test, body });
  expect((await lee.get('/waiting')).text).not.toContain('Deploy v2.4.1');
  const person = new RegExp(`value="([\\w-]{36})"[^>]*>${lee.email}`).exec(
    (await owner.get(`${path}?mode=test`)).text,
  )![1]!;
  expect((await owner.post(`${path}/person?mode=test`, { person })).status).toBe(303);
  expect((await lee.get('/waiting')).text).toContain('Deploy v2.4.1');

  for (const act of ['passkeys', 'allow', 'remove']) {
    expect((await owner.post(`${path}/${act}?mode=test`)).status).toBe(303);
  }
  expect((await owner.get('/approvers?mode=test')).text).toContain('No approver yet');
});

test('a member signs in as an approver only once the address they share is confirmed', async () => {
  const one = await signIn(server);
  await one.post('/approvers?mode=test', { name: 'Myself', email: one.email });
  const page = async () => (await one.get('/approvers?mode=test')).text;
  expect(await page()).toContain('nobody yet');
  await one.post('/account/confirm');
  await one.post(`/account/confirm/${(await mailedToken(server, one.email))!}`);
  expect(await page()).not.toContain('nobody yet');
});

test('every fault is told at once, and what was typed stays', async () => {
  const { status, text } = await owner.post('/approvers?mode=test', { name: '', email: 'gr ace' });
  expect(status).toBe(422);
  expect(text).toContain('2 things to mend');
  expect(text).toContain('value="gr ace"');
});

test('nobody’s but one’s own, as far as one’s role goes', async () => {
  await owner.post('/approvers?mode=test', finance);
  const path = await pathOf();
  const stranger = await signIn(server);
  const developer = await joinedAs(server, owner, 'developer');
  const auditor = await joinedAs(server, owner, 'auditor');
  expect((await stranger.get(`${path}?mode=test`)).status).toBe(404);
  for (const act of ['person', 'passkeys', 'allow', 'remove']) {
    expect((await stranger.post(`${path}/${act}?mode=test`)).status).toBe(404);
    expect((await auditor.post(`${path}/${act}?mode=test`)).status).toBe(403);
  }
  for (const act of ['person', 'passkeys']) {
    expect((await developer.post(`${path}/${act}?mode=test`)).status).toBe(403);
  }
  const forged = { person: '0197e0a8-1b3c-7def-8123-456789abcdef' };
  expect((await owner.post(`${path}/person?mode=test`, forged)).status).toBe(404);
  expect((await auditor.get(`${path}?mode=test`)).text).not.toContain('Remove');
  expect((await owner.post(`${path}/remove?mode=test`, { csrf: 'x' })).status).toBe(403);
  expect((await developer.post(`${path}/remove?mode=test`)).status).toBe(303);
});
