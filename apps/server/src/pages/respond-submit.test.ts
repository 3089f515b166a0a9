// What it takes to answer: a page of ours, this browser, time to read, or the typed code.
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

test('a tap on a page of ours, after time to read, is recorded as the link holder’s', async () => {
  const asked = await ask(server, developerId);
  const { cookie, page } = await open(server, asked.shortLink);
  clock.read();
  const body = { page, choice: 0, text: ' Checked. ' };
  const { status, json } = await postTap(server, asked.link, body, { cookie });
  expect(status).toBe(200);
  expect(json).toEqual({ location: asked.link });
  expect(await asked.read()).toMatchObject({
    ...{ status: 'responded', responseChoice: 'Approve', responseText: 'Checked.' },
    decision: { via: 'page', identifiedBy: 'link', recipientIndex: 0 },
  });
});

test('the caller’s link answers a sandboxed pause, and says that it was the caller’s', async () => {
  const asked = await ask(server, developerId);
  const { cookie, page } = await open(server, asked.callerLink);
  clock.read();
  await postTap(server, asked.callerLink, { page, choice: 1 }, { cookie });
  expect(await asked.read()).toMatchObject({
    responseChoice: 'Reject',
    decision: { identifiedBy: 'caller_link', recipientIndex: null },
  });
});

test('the caller’s link cannot answer once a message really left', async () => {
  const asked = await ask(server, developerId, { sandboxed: false });
  const recipients = await open(server, asked.link);
  clock.read();
  const { cookie, page, codePage, code } = recipients;
  const tap = await postTap(server, asked.callerLink, { page, choice: 0 }, { cookie });
  const typed = await postForm(server, asked.callerLink, { page: codePage, code, choice: '0' });
  expect([tap.status, typed.status]).toEqual([403, 403]);
  expect(tap.json.code).toBe('respond_link_view_only');
  expect((await asked.read()).status).toBe('pending');
});

test('no tap counts without the cookie, the page, the origin or the time to read', async () => {
  const asked = await ask(server, developerId);
  const other = await ask(server, developerId);
  const { cookie, page, codePage } = await open(server, asked.link);
  const foreign = await open(server, other.link, { cookie });
  const early = await postTap(server, asked.link, { page, choice: 0 }, { cookie });
  clock.read();
  const good = { page, choice: 0 };
  const tries = await Promise.all([
    postTap(server, asked.link, good),
    postTap(server, asked.link, good, { cookie: 'pausepoint-page=AAAAAAAAAAAAAAAAAAAAAA' }),
    postTap(server, asked.link, { choice: 0 }, { cookie }),
    postTap(server, asked.link, { ...good, page: foreign.page }, { cookie }),
    postTap(server, asked.link, { ...good, page: codePage }, { cookie }),
    postTap(server, asked.link, { ...good, page: `A${page.slice(1)}` }, { cookie }),
    postTap(server, asked.link, good, { cookie, origin: 'https://evil.example' }),
    postTap(server, asked.link, good, { cookie, origin: 'null' }),
    postTap(server, asked.link, good, { cookie, origin: '' }),
    postTap(server, asked.link, good, { cookie, 'sec-fetch-site': 'cross-site' }),
  ]);
  for (const { status, json } of [early, ...tries]) {
    expect(status).toBe(403);
    expect(json.code).toBe('request_forged');
  }
  expect((await asked.read()).status).toBe('pending');
});

test('a refused tap brings a page that works, so that a second tab does too', async () => {
  const asked = await ask(server, developerId);
  const first = await open(server, asked.link);
  // The browser sent no cookie along from the mail, so the second tab replaced the first one's.
  const { cookie } = await open(server, asked.link);
  clock.read();
  const refused = await postTap(server, asked.link, { page: first.page, choice: 0 }, { cookie });
  expect(refused.json).toMatchObject({ cookie: true });
  clock.read();
  const body = { page: refused.json.page, choice: 0 };
  expect((await postTap(server, asked.link, body, { cookie })).status).toBe(200);
  expect((await asked.read()).status).toBe('responded');
});

test('a posted form without the typed code decides nothing', async () => {
  const asked = await ask(server, developerId);
  const { cookie, page, codePage, code } = await open(server, asked.link);
  clock.read();
  const wrong = code === '0000' ? '0001' : '0000';
  const forms = [
    { choice: '0' },
    { choice: '0', page: codePage },
    { choice: '0', page: codePage, code: '' },
    { choice: '0', page: codePage, code: wrong },
    { choice: '0', page, code },
    { choice: '0', code },
    { page: codePage, code },
    { choice: '7', page: codePage, code },
    { page: codePage, code, choice: 'length' },
  ];
  for (const form of forms) {
    const { status, text } = await postForm(server, asked.link, form, { cookie });
    expect(status).toBe(422);
    expect(text).toContain('role="alert"');
  }
  expect((await asked.read()).status).toBe('pending');
});

test('the typed code answers without script and without cookies, and leads to what was recorded', async () => {
  const asked = await ask(server, developerId, { channel: 'email' });
  const { codePage, code } = await open(server, asked.link);
  clock.read();
  const typed = ` ${code.slice(0, 2)} ${code.slice(2)} `;
  const form = { page: codePage, code: typed, choice: '1', text: 'No.\r\nLater.' };
  const { status, headers } = await postForm(server, asked.link, form, { origin: 'null' });
  expect(status).toBe(303);
  expect((await open(server, headers.get('location')!)).markup).toContain('Answered: Reject');
  expect(await asked.read()).toMatchObject({ responseText: 'No.\nLater.' });
});

test('a form posted at once, or from another site, decides nothing', async () => {
  const asked = await ask(server, developerId);
  const { codePage, code } = await open(server, asked.link);
  const form = { page: codePage, code, choice: '0' };
  expect((await postForm(server, asked.link, form)).status).toBe(422);
  clock.read();
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await postForm(server, asked.link, form, foreign)).status).toBe(422);
  expect((await asked.read()).status).toBe('pending');
});

test('a form that is refused keeps what the reader wrote', async () => {
  const asked = await ask(server, developerId);
  const { codePage } = await open(server, asked.link);
  const form = { page: codePage, code: 'x', choice: '1', text: '</textarea><b>Later' };
  const { text } = await postForm(server, asked.link, form);
  expect(text).toContain('&lt;/textarea&gt;&lt;b&gt;Later');
  expect(text).toMatch(/value="1"\s+required\s+checked/);
});

test('a second answer changes nothing and is told the first', async () => {
  const asked = await ask(server, developerId);
  const tab = await open(server, asked.link);
  clock.read();
  const tap = (choice: number) =>
    postTap(server, asked.link, { page: tab.page, choice }, { cookie: tab.cookie });
  const both = await Promise.all([tap(0), tap(0), tap(0)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
  const late = await postForm(server, asked.link, { choice: '1' });
  expect([late.status, late.headers.get('location')]).toEqual([303, asked.link]);
  expect((await asked.read()).responseChoice).toBe('Approve');
});

test('a note nobody asked for is not recorded', async () => {
  const asked = await ask(server, developerId, { content: { allowTextResponse: false } });
  const { cookie, page, markup } = await open(server, asked.link);
  expect(markup).not.toContain('<textarea');
  clock.read();
  await postTap(server, asked.link, { page, choice: 0, text: 'hi' }, { cookie });
  expect(await asked.read()).toMatchObject({ status: 'responded', responseText: null });
});

test('who breaks something, or meets something broken, gets a page; the script gets a problem', async () => {
  const asked = await ask(server, developerId, { sandboxed: false });
  const { status, text, headers } = await postForm(server, asked.callerLink, { choice: '0' });
  expect(status).toBe(403);
  expect(headers.get('content-type')).toMatch(/^text\/html/);
  expect(text).toContain('This link shows the question but cannot answer it');
  const tap = await postTap(server, asked.callerLink, {});
  expect(tap.headers.get('content-type')).toBe('application/problem+json');
});

test('garbage is refused as garbage', async () => {
  const asked = await ask(server, developerId);
  expect((await server.ask('POST', asked.link, { body: '{' })).status).toBe(400);
  expect((await server.ask('POST', asked.link, { body: 'null' })).status).toBe(403);
  const text = { 'content-type': 'text/plain' };
  expect((await server.ask('POST', asked.link, { body: '{}', headers: text })).status).toBe(415);
  expect((await postForm(server, '/respond/x', { choice: '0' })).status).toBe(404);
  expect((await asked.read()).status).toBe('pending');
});

test('wrong codes are counted for the link: not even the right one counts after ten', async () => {
  const asked = await ask(server, developerId);
  const other = await ask(server, developerId);
  const { codePage: page, code } = await open(server, asked.link);
  clock.read();
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
  const type = (digits: string) =>
    postForm(server, asked.link, { page, choice: '0', code: digits, text: '' });
  for (let n = 0; n < 10; n++) expect((await type(wrong)).status).toBe(422);
  const refused = await type(code);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
  expect((await asked.read()).status).toBe('pending');

  const second = await open(server, other.link);
  clock.read();
  const fields = { page: second.codePage, choice: '0', code: second.code, text: '' };
  expect((await postForm(server, other.link, fields)).status).toBe(303);
  const { cookie, page: tapPage } = await open(server, asked.link);
  clock.read();
  const tap = await postTap(server, asked.link, { page: tapPage, choice: 0 }, { cookie });
  expect(tap.status).toBe(200);
});
