// Keys made, shown once, rotated and revoked by hand.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  owner = await signIn(server);
});
afterAll(() => server.close());

const secretIn = (text: string): string => /value="(pp_(?:test|live)_\w{48})"/.exec(text)![1]!;
const statusOf = async (key: string): Promise<number> =>
  (await server.ask('GET', '/v1/pause', { key })).status;

async function make(fields: Record<string, string | string[]> = {}, mode = 'test') {
  const { status, text } = await owner.post(`/keys?mode=${mode}`, { name: 'agent', ...fields });
  expect(status).toBe(201);
  const path = /\/keys\/key_[\w-]+/.exec((await owner.get(`/keys?mode=${mode}`)).text)![0];
  return { secret: secretIn(text), path };
}

test('a key made on the page opens what its role and policy allow, and is shown this once', async () => {
  const { secret, path } = await make({
    role: 'agent',
    'policy.recipients': '+15550100\r\nana@example.com',
    'policy.channels': ['sms', 'email'],
    'policy.pauses_per_hour': '20',
  });
  expect(await statusOf(secret)).toBe(200);
  expect((await server.ask('GET', '/v1/keys', { key: secret })).status).toBe(403);
  const [list, one] = [await owner.get('/keys?mode=test'), await owner.get(path)];
  for (const { text } of [list, one]) {
    expect(text).not.toContain(secret);
    expect(text).toContain(secret.slice(-4));
    expect(text).toContain('asks only +15550100 and ana@example.com; by SMS, E-mail; 20 an hour');
  }
});

test('a key is of the mode the page shows, and the other mode does not list it', async () => {
  const { secret } = await make({ name: 'of the live world' }, 'live');
  expect(secret).toMatch(/^pp_live_/);
  expect((await owner.get('/keys?mode=test')).text).not.toContain('of the live world');
});

test('every fault of the form is told at once, beside its field, and what was typed stays', async () => {
  const { status, text } = await owner.post('/keys?mode=test', {
    name: 'two\nlines',
    role: 'king',
    'policy.channels': ['sms', 'smoke'],
    'policy.pauses_per_hour': 'many',
    'policy.recipients': '<script>',
  });
  expect(status).toBe(422);
  for (const field of ['name', 'role', 'policy.channels', 'policy.pauses_per_hour']) {
    expect(text).toContain(`<a href="#${field}">`);
  }
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<script>');
});

test('a rotated key works on for as long as was chosen, or no longer', async () => {
  const { secret, path } = await make();
  const { text } = await owner.post(`${path}/rotate`, { overlap_hours: '24' });
  expect(text).toContain('works until');
  expect([await statusOf(secret), await statusOf(secretIn(text))]).toEqual([200, 200]);
  const other = await make();
  const { text: replaced } = await owner.post(`${other.path}/rotate`, { overlap_hours: '0' });
  expect(replaced).toContain('refused from now on');
  expect([await statusOf(other.secret), await statusOf(secretIn(replaced))]).toEqual([401, 200]);
});

test('asking whether to revoke revokes nothing; the answer does, and the page says so', async () => {
  const { secret, path } = await make();
  expect((await owner.get(`${path}/revoke`)).text).toContain('Revoke agent?');
  expect(await statusOf(secret)).toBe(200);
  const done = await owner.post(`${path}/revoke`);
  expect([done.status, done.headers.get('location')]).toEqual([303, '/keys']);
  expect(await statusOf(secret)).toBe(401);
  expect((await owner.get('/keys?mode=test')).text).toContain('The key is revoked.');
});

test('another developer’s key is not there', async () => {
  const { secret, path } = await make();
  const stranger = await signIn(server);
  const unknown = await stranger.get('/keys/key_0197e0a8-1b3c-7def-8123-456789abcdef');
  expect(unknown.status).toBe(404);
  expect((await stranger.get(path)).text.length).toBe(unknown.text.length);
  expect((await stranger.get(`${path}/revoke`)).status).toBe(404);
  expect((await stranger.post(`${path}/revoke`)).status).toBe(404);
  expect((await stranger.post(`${path}/rotate`)).status).toBe(404);
  expect(await statusOf(secret)).toBe(200);
});
