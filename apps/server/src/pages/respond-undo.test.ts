// Taking an answer back on the page: a human's gesture, by the link it came by, while it is held.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, postForm, postTap, testClock, testDeveloperId, type Asked } from './testing.ts';

const clock = testClock();
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  server = await testServer({ now: clock.now });
  developerId = await testDeveloperId(server);
});
afterAll(() => server.close());

/** Answered by the first recipient, a moment ago. */
async function answered(given: Parameters<typeof ask>[2] = {}): Promise<Asked> {
  const asked = await ask(server, developerId, { undoSeconds: 60, ...given });
  const { cookie, page } = await open(server, asked.link);
  clock.read();
  const { json } = await postTap(server, asked.link, { page, choice: 0 }, { cookie });
  expect(json).toEqual({ location: asked.link });
  expect((await asked.read()).held?.answer.choice).toBe('Approve');
  return asked;
}

test('after a tap the page says what was recorded, until when, and offers an undo', async () => {
  const asked = await answered();
  for (const link of [asked.link, asked.shortLink]) {
    const { status, markup } = await open(server, link);
    expect(status).toBe(200);
    expect(markup).toContain('Answered: Approve');
    expect(markup).toContain('It becomes final in');
    expect(markup).toMatch(/<button[^>]*>\s*Undo\s*<\/button>/);
    expect(markup).not.toContain('This is final');
  }
});

test('an undo opens the question again, and another answer is taken', async () => {
  const asked = await answered();
  const { cookie, page } = await open(server, asked.link);
  clock.read();
  const { status, json } = await postTap(server, `${asked.link}/undo`, { page }, { cookie });
  expect([status, json]).toEqual([200, { location: asked.link }]);
  expect(await asked.read()).toMatchObject({ status: 'pending', held: null });
  const again = await open(server, asked.link, { cookie });
  clock.read();
  await postTap(server, asked.link, { page: again.page, choice: 1 }, { cookie });
  expect((await asked.read()).held?.answer.choice).toBe('Reject');
});

test('without a script the typed code does it, and a wrong one does not', async () => {
  const asked = await answered();
  const { codePage, code } = await open(server, asked.link);
  clock.read();
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
  const refused = await postForm(server, `${asked.link}/undo`, { page: codePage, code: wrong });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Type the new code');
  expect((await asked.read()).held).not.toBeNull();
  const { status, headers } = await postForm(server, `${asked.link}/undo`, {
    ...{ page: codePage, code },
  });
  expect([status, headers.get('location')]).toEqual([303, asked.link]);
  expect((await asked.read()).held).toBeNull();
});

test('nothing is undone without the cookie, the page, the origin or the time to read', async () => {
  const asked = await answered();
  const { cookie, page, codePage } = await open(server, asked.link);
  const undo = `${asked.link}/undo`;
  const early = await postTap(server, undo, { page }, { cookie });
  clock.read();
  const tries = [
    early,
    await postTap(server, undo, { page }),
    await postTap(server, undo, { page: codePage }, { cookie }),
    await postTap(server, undo, {}, { cookie }),
    await postTap(server, undo, { page }, { cookie, origin: 'https://evil.example' }),
    await postTap(server, undo, { page }, { cookie, 'sec-fetch-site': 'cross-site' }),
  ];
  expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 403));
  // What a reload of a page shown in place of a refused undo asks for: it leads back, and undoes nothing.
  expect((await server.ask('GET', undo)).status).toBe(303);
  expect((await asked.read()).held).not.toBeNull();
});

test('another recipient sees what was answered, and can neither undo it nor answer', async () => {
  const asked = await answered({ also: ['sms'] });
  const other = asked.links[1]!;
  const { status, markup, page, cookie } = await open(server, other);
  expect(status).toBe(200);
  expect(markup).toContain('Answered: Approve');
  expect(markup).not.toContain('Undo');
  expect(page).toBe('');
  const own = await open(server, asked.link, { cookie });
  clock.read();
  const sent = { cookie: own.cookie };
  for (const [link, body] of [
    [`${other}/undo`, { page: own.page }],
    [other, { page: own.page, choice: 1 }],
  ] as const) {
    await postTap(server, link, body, sent);
  }
  expect((await asked.read()).held?.answer).toMatchObject({ choice: 'Approve', recipientIndex: 0 });
});

test('too late, and for what was never answered, the page just shows what stands', async () => {
  const expiresAt = new Date(Date.now() + 1_500);
  const asked = await answered({ content: { expiresAt } });
  const { cookie, page } = await open(server, asked.link);
  clock.read();
  await server.store.pool.query('select pg_sleep_until($1)', [new Date(+expiresAt + 5)]);
  const { json } = await postTap(server, `${asked.link}/undo`, { page }, { cookie });
  expect(json).toEqual({ location: asked.link });
  expect(await asked.read()).toMatchObject({ status: 'responded', responseChoice: 'Approve' });
  expect((await open(server, asked.link)).markup).toContain('This is final');
  const untouched = await ask(server, developerId, { undoSeconds: 10 });
  const { status } = await postForm(server, `${untouched.link}/undo`, {});
  expect(status).toBe(303);
});
