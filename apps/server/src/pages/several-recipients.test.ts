// Several people asked by one pause: each has a link, one decides, the others see what became of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, postForm, postTap, testClock, testDeveloperId } from './testing.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;

beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

test('of two approvers who tap at once one decides, and the other is told the outcome', async () => {
  const asked = await ask(server, developerId, { also: ['sms'], sandboxed: false });
  const tabs = await Promise.all(asked.links.map((link) => open(server, link)));
  clock.read();
  const answers = await Promise.all(
    tabs.map(({ page, cookie }, choice) =>
      postTap(server, asked.links[choice]!, { page, choice }, { cookie }),
    ),
  );
  for (const { status } of answers) expect(status).toBe(200);
  const { responseChoice, decision } = await asked.read();
  expect(decision!.recipientIndex).toBe(['Approve', 'Reject'].indexOf(responseChoice!));
  for (const link of asked.links) {
    const { status, markup } = await open(server, link);
    expect(status).toBe(410);
    expect(markup).toContain(`Answered: ${responseChoice!}`);
  }
});

test('of two approvers’ programs one gets 200, the other 410 with the outcome', async () => {
  const asked = await ask(server, developerId, { also: ['email'], sandboxed: false });
  const answers = await Promise.all(
    asked.codes.map((code, i) =>
      server.ask('POST', `/v1/respond/${code}`, { body: { choice: ['Approve', 'Reject'][i] } }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  const { responseChoice } = await asked.read();
  const late = answers.find(({ status }) => status === 410)!;
  expect(late.json).toMatchObject({ code: 'respond_link_used' });
  expect(late.json.detail).toContain(responseChoice);
});

test('each link is answered in the way of its own channel', async () => {
  const asked = await ask(server, developerId, { also: ['email', 'telegram', 'whatsapp', 'link'] });
  const ways = await Promise.all(asked.links.map((link) => wayOf(link)));
  expect(ways).toEqual(['tap', 'confirm', 'tap', 'tap', 'tap']);
});

test('at a high risk every channel’s link and the caller’s are held, and no program answers', async () => {
  const asked = await ask(server, developerId, {
    also: ['email', 'telegram', 'link'],
    risk: 'high',
  });
  for (const link of [...asked.links, asked.callerLink]) {
    expect(await wayOf(link)).toBe('hold');
    const program = await server.ask('POST', `/v1${link}`, { body: { choice: 'Approve' } });
    expect([program.status, program.json.code]).toEqual([403, 'page_required']);
  }
  expect((await open(server, asked.link)).markup).toContain('press and hold');
  expect((await asked.read()).status).toBe('pending');
});

test('at a high risk the typed code is still another way in', async () => {
  const asked = await ask(server, developerId, { risk: 'high' });
  const { codePage, code } = await open(server, asked.link);
  clock.read();
  const form = { page: codePage, code, choice: '0', text: '' };
  expect((await postForm(server, asked.link, form)).status).toBe(303);
  expect((await asked.read()).responseChoice).toBe('Approve');
});

test('a link that is handed over is the caller’s to answer, also where messages really leave', async () => {
  const asked = await ask(server, developerId, { channel: 'link', sandboxed: false });
  const { page, cookie } = await open(server, asked.callerLink);
  clock.read();
  expect((await postTap(server, asked.callerLink, { page, choice: 0 }, { cookie })).status).toBe(
    200,
  );
  expect((await asked.read()).decision).toMatchObject({ identifiedBy: 'caller_link' });
});

const wayOf = async (link: string) =>
  /data-way="(\w+)"/.exec((await open(server, link)).markup)?.[1];
