// What the server makes of requests that are too big, too odd, too many or no requests at all.
import { connect } from 'node:net';
import { newId } from '@pausepoint/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  question,
  testDeveloper,
  testPause,
  type TestDeveloper,
} from './testing/test-developer.ts';
import { testServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const post = (body: string | undefined, headers: Record<string, string> = {}) =>
  server.ask('POST', '/v1/pause', { key: developer.live, body, headers });

/** Writes the bytes as they are and reads until the server closes. */
function raw(bytes: string | readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(server.port, '127.0.0.1', () => {
      for (const part of [bytes].flat()) socket.write(part);
    });
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('close', () => resolve(heard));
    // Whoever sends on after a refusal may be cut off: what came until then counts.
    socket.on('error', (error) => (heard ? resolve(heard) : reject(error)));
  });
}

describe('a body', () => {
  const head = () =>
    `POST /v1/pause HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${developer.live}\r\n` +
    'Content-Type: application/json\r\n';

  it.each([
    ['that is no JSON', '{"a":', {}, 400, 'malformed_json'],
    ['that is empty', '', {}, 400, 'malformed_json'],
    ['that is a list', '[]', {}, 422, 'invalid_request'],
    [
      'nested ten thousand deep',
      '['.repeat(10_000) + ']'.repeat(10_000),
      {},
      422,
      'invalid_request',
    ],
    ['over 64 KiB', `"${'x'.repeat(65_536)}"`, {}, 413, 'body_too_large'],
    ['of text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'in Latin-1',
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
      415,
      'unsupported_media_type',
    ],
    ['compressed', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
  ])('%s is refused', async (_, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.json.request_id).toBe(answer.headers.get('x-request-id'));
  });

  it('with its charset said aloud is fine', async () => {
    const headers = { 'content-type': 'Application/JSON; charset="UTF-8"' };
    expect((await post(JSON.stringify(question), headers)).status).toBe(201);
  });

  it('that is not UTF-8 is refused', async () => {
    const response = await fetch(`${server.url}/v1/pause`, {
      method: 'POST',
      headers: { authorization: `Bearer ${developer.live}`, 'content-type': 'application/json' },
      body: Buffer.from([0x22, 0xc3, 0x28, 0x22]),
    });
    expect(response.status).toBe(400);
  });

  it('of ten megabytes is refused before it is read, announced or not', async () => {
    const announced = await raw(`${head()}Content-Length: 10485760\r\n\r\n{"message":"`);
    expect(announced).toMatch(/^HTTP\/1\.1 413 [^]*body_too_large/);
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const chunked = await raw([
      `${head()}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array(640).fill(chunk),
    ]);
    expect(chunked).toMatch(/^HTTP\/1\.1 413 [^]*body_too_large/);
  });

  it('that was refused ends its connection, and honest requests go on', async () => {
    const bad = raw(`${head()}Content-Length: 10485760\r\n\r\n{`);
    expect((await post(JSON.stringify(question))).status).toBe(201);
    expect(await bad).toMatch(/connection: close/i);
  });
});

describe('a request', () => {
  it.each([
    ['GET', '/nothing/here', 404, 'not_found'],
    ['GET', '/v1/pause/x/y', 404, 'not_found'],
    ['PUT', '/v1/pause', 405, 'method_not_allowed'],
    ['OPTIONS', '/v1/pause', 405, 'method_not_allowed'],
    ['GET', '/v1/auth/register', 405, 'method_not_allowed'],
  ])('%s %s is refused as a problem', async (method, path, status, code) => {
    const { json, headers, ...answer } = await server.ask(method, path);
    expect([answer.status, json.code, json.status]).toEqual([status, code, status]);
    expect(headers.get('content-type')).toContain('application/problem+json');
    if (status === 405) expect(headers.get('allow')).toMatch(/POST/);
  });

  it('of somebody lost with a browser is told as a page; below the API nobody is taken for one', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const open = (path: string, method = 'GET') =>
      server.ask(method, path, { headers: { accept, cookie: '' } });
    const page = await open('/nothing/here');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      404,
      expect.stringMatching(/html/),
    ]);
    expect(page.text).toContain('There is nothing here');
    const wrong = await open('/sign-out');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    for (const path of ['/v1/nothing', '/api/nothing']) {
      expect((await open(path)).json).toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('keeps a sane id of its own, and is given one otherwise', async () => {
    const ask = (id: string) => server.ask('GET', '/livez', { headers: { 'x-request-id': id } });
    expect((await ask('agent-run-7.step:2')).headers.get('x-request-id')).toBe(
      'agent-run-7.step:2',
    );
    for (const odd of [
      'short',
      'with spaces inside',
      '<script>alert(1)</script>',
      'x'.repeat(200),
    ]) {
      expect((await ask(odd)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('with a parameter nobody reads is refused', async () => {
    const { status, json } = await server.ask('GET', '/v1/auth/me?verbose=1', {
      key: developer.live,
    });
    expect([status, json.code]).toEqual([422, 'invalid_request']);
  });

  it.each([
    ['POST', '/v1/webhooks/default-secret/rotate'],
    ['POST', '/v1/auth/logout'],
    ['DELETE', `/v1/pause/${newId(new Date())}`],
    ['DELETE', `/v1/webhooks/${newId(new Date())}`],
    ['DELETE', `/v1/keys/${newId(new Date())}`],
  ])('%s %s with a field nobody reads is refused', async (method, path) => {
    const { live: key } = developer;
    const { status, json } = await server.ask(method, path, { key, body: { overlap_hours: 1 } });
    expect([status, json.code, json.errors[0].pointer]).toEqual([
      422,
      'invalid_request',
      '/overlap_hours',
    ]);
    const plain = await server.ask(method, path, { key, body: {} });
    expect([200, 204, 404]).toContain(plain.status);
  });

  it.each([
    ['that is not HTTP', 'EHLO mail.example.com\r\n\r\n', '400'],
    ['with endless headers', `GET / HTTP/1.1\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    [
      'with two lengths',
      'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      '400',
    ],
    ['for no host', 'GET /livez HTTP/1.1\r\n\r\n', '400'],
    ['for no place', 'GET http://[no HTTP/1.1\r\nHost: x\r\n\r\n', '400'],
    ['that expects too much', 'POST / HTTP/1.1\r\nHost: x\r\nExpect: pie\r\n\r\n', '417'],
    ['for a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', '400'],
  ])('%s is answered, and its connection closed', async (_, bytes, status) => {
    const heard = await raw(bytes);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(heard).toMatch(/x-request-id: /i);
    const problem = JSON.parse(heard.split('\r\n\r\n')[1]!);
    expect(problem).toMatchObject({ status: Number(status), code: 'malformed_request' });
  });
});

describe('too many requests', () => {
  const limited = (given: object) => testServer({ beside: server, ...given });

  it('by one key wait, other keys do not', async () => {
    const slow = await limited({ rateLimitPerMinute: 3, readLimitPerMinute: 5 });
    const write = (key: string) => slow.ask('POST', '/v1/pause', { key, body: question });
    const read = (key: string) => slow.ask('GET', '/v1/pause', { key });
    for (let i = 0; i < 3; i++) expect((await write(developer.live)).status).toBe(201);
    const refused = await write(developer.live);
    expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await write(developer.test)).status).toBe(201);
    for (let i = 0; i < 5; i++) expect((await read(developer.live)).status).toBe(200);
    expect((await read(developer.live)).status).toBe(429);
    await slow.close();
  });

  it('counts polls as reads, and held waits not at all', async () => {
    const slow = await limited({ readLimitPerMinute: 2 });
    const { id } = await testPause(server, developer.live);
    const poll = (query: string) =>
      slow.ask('GET', `/v1/pause/${id}${query}`, { key: developer.live });
    await Promise.all([1, 2, 3, 4].map(() => poll('?wait=1')));
    expect((await poll('')).status).toBe(200);
    expect((await poll('')).status).toBe(200);
    expect((await poll('')).status).toBe(429);
    await slow.close();
  });

  it('by one visitor of links wait, a proxy’s other visitors do not', async () => {
    const slow = await limited({ rateLimitPerMinute: 2 });
    const visit = (ip: string) =>
      slow.ask('GET', '/v1/respond/x', { headers: { 'x-forwarded-for': `6.6.6.6, ${ip}` } });
    expect((await visit('203.0.113.7')).status).toBe(404);
    expect((await visit('203.0.113.7')).status).toBe(404);
    expect((await visit('203.0.113.7')).status).toBe(429);
    expect((await visit('203.0.113.8')).status).toBe(404);
    await slow.close();
  });
});

it('an error nobody foresaw is told by its number alone', async () => {
  const odd = await testServer();
  const { live: key } = await testDeveloper(odd);
  await odd.store.pool.query('alter table pause rename to lost');
  const { status, json } = await odd.ask('GET', '/v1/pause', { key });
  const { request_id: requestId, ...told } = json;
  expect(status).toBe(500);
  expect(told).toEqual({
    ...{ type: 'urn:pausepoint:problem:internal_error', status: 500, code: 'internal_error' },
    ...{ title: 'Something broke on our side', detail: 'Something broke on our side' },
  });
  expect(odd.log()).toMatch(new RegExp(`42P01[^]*${requestId}`));
  await odd.close();
});
