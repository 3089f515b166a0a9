// Nothing that opens a door, and nothing a human is told, is ever written to the log.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD, testDeveloper, testPause } from './testing/test-developer.ts';
import { testServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ inboxToken: 'token-of-the-inbox' });
});
afterAll(() => server.close());

it('a whole life leaves no key, token, address, message, password or cookie in the log', async () => {
  const developer = await testDeveloper(server);
  const { live: key, email } = developer;
  const slack = 'https://hooks.slack.com/services/T000/B000/XXXXXXXX';
  const given = {
    ...{ recipient: slack, channel: 'slack', message: 'The merger with Meridian' },
    ...{ metadata: { note: 'confidential-note' }, context: { Payee: 'Private Payee' } },
    ...{ webhook_url: 'https://example.com/hook?secret=in-the-url', allow_text_response: true },
  };
  const { id, token } = await testPause(server, key, given);
  const ask = (method: string, path: string, body?: object, headers = {}) =>
    server.ask(method, path, { key, headers, ...(body && { body }) });
  await ask('GET', `/v1/respond/${token}`);
  await ask('GET', `/respond/${token}?choice=0`);
  await ask('GET', `/r/${token}`);
  await ask('GET', `/respond/${token}/mistyped`);
  await ask('GET', `/v1/pause/${key}`);
  await ask('GET', `/v1/pause?cursor=${token}`);
  await ask('GET', '/inbox?token=token-of-the-inbox');
  await ask('POST', `/v1/respond/${token}`, { choice: 'Approve', text: 'private-answer' });
  await ask('POST', `/v1/respond/${token}`, { choice: 'Approve' });
  const made = (await ask('POST', '/v1/keys', {})).json;
  const secret = (await ask('GET', '/v1/webhooks/default-secret')).json.secret;
  await ask('POST', '/v1/webhooks', { url: slack, events: ['pause.responded'], secret: PASSWORD });
  const login = await server.ask('POST', '/v1/auth/login', { body: { email, password: PASSWORD } });
  const cookie = /=([\w-]+);/.exec(login.headers.getSetCookie()[0]!)![1]!;
  await server.ask('GET', '/v1/keys', { headers: { cookie: `pausepoint_session=${cookie}` } });
  await server.ask('POST', '/v1/auth/login', { body: { email, password: 'a-wrong-password' } });

  const log = server.log();
  expect(log).toContain(id.slice(4));
  expect(log).toContain('/respond/…');
  const never = [
    ...[key, developer.test, made.api_key, token, secret, cookie, email, slack, PASSWORD],
    ...['token-of-the-inbox', 'a-wrong-password', 'merger', 'confidential-note', 'Private Payee'],
    ...['in-the-url', 'private-answer', 'XXXXXXXX'],
  ];
  for (const text of never) expect(log).not.toContain(text);
});
