// Somebody new on a machine of their own, from signing up to an answer: by the pages and /api/pause alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type Service } from './testing/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const jar = new Map<string, string>();

async function send(method: string, path: string, type?: string, body?: string, key?: string) {
  const answer = await fetch(service.url + path, {
    ...{ method, redirect: 'manual' },
    ...(body !== undefined && { body }),
    headers: {
      ...{ 'sec-fetch-site': 'same-origin', origin: service.url },
      cookie: [...jar].map((pair) => pair.join('=')).join('; '),
      ...(type !== undefined && { 'content-type': type }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
  });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    jar.set(name, value);
  }
  return { status: answer.status, text: await answer.text() };
}
const get = (path: string) => send('GET', path);
const post = (path: string, fields: Readonly<Record<string, string>>) =>
  send(
    ...['POST', path, 'application/x-www-form-urlencoded'],
    new URLSearchParams(fields).toString(),
  );
const ask = async (method: string, path: string, key?: string, body?: object) => {
  const json = body && JSON.stringify(body);
  const { status, text } = await send(method, path, json && 'application/json', json, key);
  return { status, json: JSON.parse(text) as Readonly<Record<string, string>> };
};

/** The first match in a page that may take a moment to have it. */
async function found(path: string, form: RegExp): Promise<string> {
  let match: string | undefined;
  await expect
    .poll(async () => (match = form.exec((await get(path)).text)?.[0]), { timeout: 30_000 })
    .toBeDefined();
  return match!;
}

test('signs up, asks, finds the question in the inbox, answers there or signed in, and reads it', async () => {
  expect((await get('/')).text).toContain('href="/sign-up"');
  const account = { name: 'Ada', email: 'ada@example.com', password: 'a long enough password' };
  const opened = await post('/sign-up', account);
  expect(opened.status).toBe(201);
  const key = /pp_test_\w+/.exec(opened.text)![0];
  const create = async (action: string) =>
    (await ask('POST', '/api/pause', key, { action, context: { commit: 'a3f9b2e' } })).json;

  const tapped = await create('Deploy the first');
  const link = await found('/inbox', /(?<=")[^"]*\/respond\/[\w-]+/);
  const path = new URL(link, service.url).pathname;
  const page = (await get(path)).text;
  const [digits] = /(?<=class="digits">)[\d ]+/.exec(page)!;
  const given = {
    page: /name="page" value="([\w-]+)"/.exec(page)![1]!,
    ...{ code: digits.replaceAll(' ', ''), choice: '0' },
  };
  // A page is answered no sooner than anybody could have read it.
  await expect.poll(async () => (await post(path, given)).status, { timeout: 30_000 }).toBe(303);
  const poll = (id: string) => ask('GET', `/api/pause/${id}`, key);
  expect((await poll(tapped['watchId']!)).json['status']).toBe('approved');

  const decided = await create('Deploy the second');
  const id = decided['watchId']!;
  // Nobody has confirmed any address yet: an owner finds what the dialect asks all the same.
  expect((await get('/waiting')).text).toContain(id.replace('wch_', 'psr_'));
  const decision = { decision: 'rejected', comment: 'Not today.' };
  const byKey = await fetch(`${service.url}/api/pause/${id}/approve`, {
    ...{ method: 'POST', body: JSON.stringify(decision) },
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });
  expect(byKey.status).toBe(401);
  expect((await ask('POST', `/api/pause/${id}/approve`, undefined, decision)).status).toBe(200);
  expect((await poll(id)).json).toMatchObject({ status: 'rejected', comment: 'Not today.' });

  const [, csrf = ''] = /name="csrf" value="([\w-]+)"/.exec((await get('/account')).text)!;
  await post('/account/confirm', { csrf });
  const confirm = await found('/inbox', /\/account\/confirm\/[\w.-]+/);
  expect((await post(confirm, { csrf })).status).toBe(303);
  expect((await get('/account')).text).toContain('Your address is confirmed.');
  expect((await get('/waiting')).text).not.toContain('not confirmed');
});
