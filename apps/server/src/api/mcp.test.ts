// The door for models' tools: who may come in, what is told of it, and how it ends with the server.
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  question,
  testDeveloper,
  testPause,
  type TestDeveloper,
} from '../testing/test-developer.ts';
import { testServer, type Answer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let developer: TestDeveloper;

beforeAll(async () => {
  server = await testServer();
  developer = await testDeveloper(server);
});
afterAll(() => server.close());

const accept = 'application/json, text/event-stream';

interface Given {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: TestServer;
}

/** One message of the era that most clients still speak; it needs no handshake here. */
function send(method: string, params: object, given: Given = {}): Promise<Answer> {
  const { key = developer.test, headers, at = server } = given;
  return at.ask('POST', '/mcp', {
    key,
    body: { jsonrpc: '2.0', id: 1, method, params },
    headers: { accept, ...headers },
  });
}

const use = (name: string, args: object, given?: Given) =>
  send('tools/call', { name, arguments: args }, given);

/** The message an answer carries, as JSON or as the one event of a stream. */
const messageOf = ({ text, json }: Answer): { result: Record<string, unknown> } =>
  (json ?? JSON.parse(/^data: (.*)$/m.exec(text)![1]!)) as { result: Record<string, unknown> };

test('nobody comes in without a valid key, and is told which kind', async () => {
  for (const given of [{ key: '' }, { key: 'pp_test_nobody' }]) {
    const answer = await send('tools/list', {}, given);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.json).toMatchObject({ code: 'api_key_invalid' });
  }
});

test('a page of another site can’t use a key it has got hold of', async () => {
  for (const origin of ['https://evil.example', 'null', `http://evil.example:${server.port}`]) {
    const answer = await send('tools/list', {}, { headers: { origin } });
    expect([answer.status, answer.json.code]).toEqual([403, 'request_forged']);
  }
  // To a browser a name that was made to lead here is the same site.
  const rebound = { origin: `http://evil.example:${server.port}`, 'sec-fetch-site': 'same-origin' };
  expect((await send('tools/list', {}, { headers: rebound })).status).toBe(403);
  const own = { origin: `http://localhost:${server.port}` };
  expect((await send('tools/list', {}, { headers: own })).status).toBe(200);
});

test('there is no session to open or to close', async () => {
  for (const method of ['GET', 'DELETE']) {
    const answer = await server.ask(method, '/mcp', { key: developer.test, headers: { accept } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  }
  const opened = await send('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'a-client', version: '1' },
  });
  expect(opened.status).toBe(200);
  expect(opened.headers.get('mcp-session-id')).toBeNull();
});

test('a message is JSON of a size that a question can have', async () => {
  const huge = await use('create_pause_request', { ...question, message: 'x'.repeat(70_000) });
  expect([huge.status, huge.json.code]).toEqual([413, 'body_too_large']);
  const ask = { key: developer.test, headers: { accept, 'content-type': 'text/plain' } };
  const text = await server.ask('POST', '/mcp', { ...ask, body: '{}' });
  expect([text.status, text.json.code]).toEqual([415, 'unsupported_media_type']);
  for (const body of ['{"jsonrpc"', '[]', '{}', '7', 'null', '""']) {
    const answer = await server.ask('POST', '/mcp', {
      key: developer.test,
      body,
      headers: { accept },
    });
    expect([body, answer.status]).toEqual([body, 400]);
  }
});

test('the tools do what the key may, and nothing beyond', async () => {
  const made = await server.ask('POST', '/v1/keys', {
    key: developer.live,
    body: { role: 'agent', policy: { recipients: ['+15550199'], channels: ['sms'] } },
  });
  const answer = await use('create_pause_request', question, { key: made.json.api_key });
  expect(messageOf(answer).result).toMatchObject({ isError: true });
  expect(answer.text).toContain('policy_denied');
  const mine = await testPause(server, developer.test);
  const stranger = await testDeveloper(server);
  const foreign = await use('poll_pause_request', { pause_id: mine.id }, { key: stranger.test });
  expect(foreign.text).toContain('not_found');
  // The other world of the same developer is another world here too.
  const live = await use('poll_pause_request', { pause_id: mine.id }, { key: developer.live });
  expect(live.text).toContain('not_found');
});

test('a key’s allowance is one, by whichever door', async () => {
  const narrow = await testServer({ beside: server, readLimitPerMinute: 1 });
  const { test: key } = await testDeveloper(narrow);
  const list = () => narrow.ask('GET', '/v1/pause', { key });
  await expect.poll(async () => (await list()).status).toBe(429);
  const answer = await send('tools/list', {}, { key, at: narrow });
  expect([answer.status, answer.json.code]).toEqual([429, 'rate_limited']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  await narrow.close();
});

test('the log tells that tools were used, and nothing of what was said', async () => {
  const words = { ...question, message: 'Fire Bob?', recipient: '+1 555 555 0123' };
  const answer = await use('create_pause_request', words, {
    headers: { 'x-request-id': 'mcp-request-1' },
  });
  expect(answer.status).toBe(200);
  const { token } = await testPause(server, developer.test);
  await use('no_such_tool_at_all', { secret: token });
  await server.ask('POST', '/mcp', {
    key: developer.test,
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: 'Fire Bob?' },
    headers: { accept },
  });
  expect(server.log()).toContain('"route":"/mcp"');
  for (const secret of ['Fire Bob', /555\D*0123/, developer.test, token]) {
    expect(server.log()).not.toMatch(secret);
  }
});

test('a server that ends lets a held call answer, and nobody waits for the connection', async () => {
  const other = await testServer({ beside: server });
  const { id } = await testPause(server, developer.test);
  const metrics = async () => (await other.ask('GET', '/metrics')).text;
  const held = holdOnto(other, { pause_id: id, wait_seconds: 50 });
  await expect.poll(metrics).toMatch(/^pausepoint_waiters 1$/m);
  await other.close();
  expect(await held).toContain('"status":"pending"');
}, 45_000);

/** By a client that would keep its connection for minutes: only the server can end it. */
async function holdOnto({ port }: TestServer, args: object): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const message = {
    ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
    params: { name: 'poll_pause_request', arguments: args },
  };
  const asked = request({
    ...{ agent, port, host: '127.0.0.1', path: '/mcp', method: 'POST' },
    headers: {
      ...{ accept, 'content-type': 'application/json' },
      authorization: `Bearer ${developer.test}`,
    },
  });
  asked.end(JSON.stringify(message));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  return text.replaceAll('\\', '');
}
