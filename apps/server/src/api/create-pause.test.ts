// Opening a pause: what comes back, what is refused, and that a retry never opens a second one.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  question,
  testDeveloper,
  testPause,
  type TestDeveloper,
} from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const create = (given: object, headers = {}, on = server) =>
  on.ask('POST', '/v1/pause', { key: developer.live, body: { ...question, ...given }, headers });

describe('a created pause', () => {
  it('is told with its link, deadline and digest', async () => {
    const { status, json, headers } = await create({ timeout_hours: 4, timeout_default: 'Reject' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      pause_id: expect.stringMatching(/^psr_[0-9a-f-]{36}$/),
      status: 'pending',
      mode: 'live',
      respond_url: expect.stringMatching(
        new RegExp(`^http://localhost:${server.port}/respond/[\\w-]+$`),
      ),
      content_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      digest_salt: expect.any(String),
    });
    expect(Date.parse(json.expires_at) - Date.parse(json.created_at)).toBe(4 * 3_600_000);
    expect(headers.get('location')).toBe(`/v1/pause/${json.pause_id}`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is on disk before the answer: a poll finds it at once, message queued and masked', async () => {
    const { id } = await testPause(server, developer.live, { recipient: '+1 (312) 847-1928' });
    const { json } = await server.ask('GET', `/v1/pause/${id}`, { key: developer.live });
    expect(json).toMatchObject({
      pause_id: id,
      recipient: '+1•••••1928',
      channel: 'sms',
      human_decided: false,
      decision: null,
      recipients: [{ index: 0, notification: { status: 'queued', attempts: 0 } }],
    });
  });

  it('brings its metadata back as the very same text', async () => {
    const metadata = '{"b":1.0,"a":[1e2,"\\u00e9"],"10":null,"2":{}}';
    const body = JSON.stringify(question).replace('{', `{"metadata":${metadata},`);
    const created = await server.ask('POST', '/v1/pause', { key: developer.live, body });
    expect(created.text).toContain(`"metadata":${metadata}`);
    const path = `/v1/pause/${created.json.pause_id}`;
    expect((await server.ask('GET', path, { key: developer.live })).text).toBe(created.text);
  });

  it('is none where a query says something that would be ignored', async () => {
    const ask = { key: developer.live, body: question };
    const { status, json } = await server.ask('POST', '/v1/pause?timeout_hours=4', ask);
    expect([status, json.code]).toEqual([422, 'invalid_request']);
    expect(JSON.stringify(json.errors)).toContain('timeout_hours');
  });

  it('wakes the worker', async () => {
    let poked = 0;
    const stop = server.signals.onDue(() => poked++);
    await create({});
    stop();
    expect(poked).toBe(1);
  });

  it('waits 30 days at most', async () => {
    const { json } = await create({ timeout_hours: 10_000 });
    expect(Date.parse(json.expires_at) - Date.parse(json.created_at)).toBe(30 * 86_400_000);
  });
});

describe('a request that cannot become a pause', () => {
  it.each([
    ['a field nobody knows', { timout_default: 'Reject' }, 422, 'invalid_request'],
    ['a recipient that is none', { recipient: 'me' }, 422, 'invalid_recipient'],
    ['options that look alike', { options: ['Pay', 'Рay'] }, 422, 'invalid_request'],
    ['a proof nobody can bring', { require: 'signed_in' }, 422, 'invalid_request'],
    ['a webhook with a password', { webhook_url: 'https://a:b@c.de' }, 422, 'webhook_url_refused'],
    ['a text with U+0000', { message: 'a\0b' }, 422, 'invalid_request'],
    ['an empty object', { message: undefined, options: undefined }, 422, 'invalid_request'],
  ])('%s is refused', async (_, given, status, code) => {
    const answer = await create(given);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, status, request_id: expect.any(String) });
    expect(answer.json.errors.length).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is told all its faults at once', async () => {
    const { json } = await create({ message: '', options: ['One'], timeout_hours: 0 });
    const pointers = json.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/message', '/options', '/timeout_hours']));
  });
});

describe('a passkey', () => {
  const asks = async (publicUrl: string, require: string) => {
    const other = await testServer({ beside: server, publicUrl });
    const { status, json } = await create({ require }, {}, other);
    await other.close();
    return [status, json.errors?.[0]?.pointer];
  };
  it.each(['https://203.0.113.7', 'http://127.0.0.1:8080', 'https://[::1]', 'http://pause.lan'])(
    'is not asked for where no browser would make one: %s',
    async (publicUrl) => {
      expect(await asks(publicUrl, 'passkey')).toEqual([422, '/require']);
      expect(await asks(publicUrl, 'code')).toEqual([201, undefined]);
    },
  );
  it.each(['https://pause.example.com', 'http://localhost:8080'])(
    'is asked for at %s',
    async (publicUrl) => {
      expect(await asks(publicUrl, 'passkey')).toEqual([201, undefined]);
    },
  );
});

describe('the same Idempotency-Key', () => {
  it('fifty times in parallel opens one pause, and everybody is told of it', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 50 }, () => create({}, headers)));
    expect(new Set(answers.map(({ json }) => json.pause_id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('with the same body in another spelling answers the pause as it stands now', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await create({ timeout_hours: 4 }, headers);
    const path = `/v1/pause/${first.json.pause_id}`;
    await server.ask('DELETE', path, { key: developer.live });
    const body = `{ "timeout_hours": 4.0, ${JSON.stringify(question).slice(1)}`;
    const again = await server.ask('POST', '/v1/pause', { key: developer.live, body, headers });
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.json).toMatchObject({ pause_id: first.json.pause_id, status: 'cancelled' });
  });

  it('with another body is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await create({}, headers);
    const { status, json } = await create({ message: 'Another?' }, headers);
    expect([status, json.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('in the other mode, or empty, is another request', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const live = await create({}, headers);
    const test = await server.ask('POST', '/v1/pause', {
      ...{ key: developer.test, body: question, headers },
    });
    const empty = await Promise.all([1, 2].map(() => create({}, { 'idempotency-key': '' })));
    const ids = [live, test, ...empty].map(({ json }) => json.pause_id);
    expect(new Set(ids).size).toBe(4);
  });
});

describe('where plans bind', () => {
  it('the fifty-first live pause of the month is 402, test ones go on', async () => {
    const bound = await testServer({ beside: server, planLimits: true });
    const free = await testDeveloper(server);
    const ask = (key: string) => bound.ask('POST', '/v1/pause', { key, body: question });
    const opened = await Promise.all(Array.from({ length: 50 }, () => ask(free.live)));
    expect(opened.every(({ status }) => status === 201)).toBe(true);
    expect((await ask(free.live)).json.code).toBe('plan_limit_reached');
    expect((await ask(free.test)).status).toBe(201);
    const { json } = await bound.ask('GET', '/v1/auth/me', { key: free.live });
    expect(json).toMatchObject({ limits: { pauses_per_month: 50 }, usage: { pauses: 50 } });
    await bound.close();
  });

  it('a channel outside the plan is 403 before anybody asks whether it is set up', async () => {
    const bound = await testServer({ beside: server, planLimits: true, local: false });
    const email = { recipient: 'cfo@example.com', channel: 'email' };
    expect((await create(email, {}, bound)).json.code).toBe('channel_not_in_plan');
    expect((await create({}, {}, bound)).json.code).toBe('channel_unavailable');
    await bound.close();
  });

  it('a timeout is clamped to the plan’s longest', async () => {
    const bound = await testServer({ beside: server, planLimits: true });
    const { json } = await create({ timeout_hours: 48 }, {}, bound);
    expect(Date.parse(json.expires_at) - Date.parse(json.created_at)).toBe(86_400_000);
    await bound.close();
  });
});

it('served for real, a live pause on a channel that is not set up is 503, a test one is opened', async () => {
  const real = await testServer({ beside: server, local: false });
  const { status, json, headers } = await create({}, {}, real);
  expect([status, json.code]).toEqual([503, 'channel_unavailable']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  await testPause(real, developer.test);
  await real.close();
});

it('a key’s policy binds, and names the one recipient that may be left out', async () => {
  const made = await server.ask('POST', '/v1/keys', {
    key: developer.live,
    body: { policy: { recipients: ['+15550100'], channels: ['sms'] } },
  });
  const key = made.json.api_key as string;
  const ask = (given: object) =>
    server.ask('POST', '/v1/pause', { key, body: { ...question, ...given } });
  const denied = await ask({ recipient: '+15550199' });
  expect([denied.status, denied.json.code]).toEqual([403, 'policy_denied']);
  expect((await ask({ recipient: '+1 555-0100' })).status).toBe(201);
  const implied = await ask({ recipient: undefined, channel: undefined });
  expect(implied.json).toMatchObject({ channel: 'sms', recipient: expect.stringMatching(/0100$/) });
});
