// The usage page tells what was counted, to whoever may read it, in the mode that was asked for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testPause } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';
import { percent } from './numbers.ts';

let server: TestServer;
let limited: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  limited = await testServer({ beside: server, planLimits: true });
  owner = await signIn(server);
});
afterAll(async () => {
  await limited.close();
  await server.close();
});

const words = (text: string): string => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('without a pause it says how to ask the first question', async () => {
  const { status, text } = await owner.get('/usage');
  expect(status).toBe(200);
  expect(text).toContain('No test pause in 30 days');
  expect(text).toContain('href="/keys"');
  expect(text).not.toContain('<figure');
});

test('ends, times and channels are told of one mode, the month of live pauses alone', async () => {
  const { test: key, live } = owner;
  const asked = await testPause(server, key);
  await server.ask('POST', `/v1/respond/${asked.token}`, { body: { choice: 'Approve' } });
  const withdrawn = await testPause(server, key, { channel: 'email', recipient: 'a@example.com' });
  await server.ask('DELETE', `/v1/pause/${withdrawn.id}`, { key });
  await testPause(server, key);
  await testPause(server, live);
  const seen = words((await owner.get('/usage?mode=test')).text);
  expect(seen).toContain('1 live pause ');
  expect(seen).toContain('Median time to decision under a second');
  expect(seen).toContain('Answered 50 % 1 of 2 that ended');
  expect(seen).toContain('Pending now 1');
  expect(seen).toMatch(/Text message 2 67 % 1 \(50 %\) E-mail 1 33 % 0 \(0 %\)/);
  const { text } = await owner.get('/usage?mode=test');
  expect(text).toMatch(
    /aria-label="Pauses of each of the last 30 days[^"]*1 answered, 0 timed out, 1 cancelled, 1 pending/,
  );
  expect([...text.matchAll(/<th scope="row">/g)]).toHaveLength(30 + 2);
  expect(words((await owner.get('/usage?mode=live')).text)).toContain('Pending now 1');
});

test('where plans bind, what is left of the month is told, and what happens once nothing is', async () => {
  const { live } = owner;
  const page = async () => {
    const { text } = await limited.ask('GET', '/usage', { headers: { cookie: owner.cookie() } });
    return words(text);
  };
  expect(await page()).toContain('1 of 50 live pauses');
  expect(await page()).toMatch(/49 pauses left until 1? ?\w+/);
  expect(await page()).toContain('Channels Text message');
  await server.store.pool.query(
    `insert into pause select (jsonb_populate_record(p, jsonb_build_object('id', new_id(now())))).*
     from pause p, generate_series(1, 49) where p.developer_id = $1 and p.mode = 'live'`,
    [owner.developerId.slice('dev_'.length)],
  );
  expect(await page()).toContain('50 of 50 live pauses');
  expect(await page()).toContain('plan_limit_reached');
  const refused = await limited.ask('POST', '/v1/pause', {
    ...{
      key: live,
      body: { recipient: '+15550100', channel: 'sms', message: 'x', options: ['a', 'b'] },
    },
  });
  expect(refused.json).toMatchObject({ code: 'plan_limit_reached' });
});

test.each([
  [0, 0, '–'],
  [0, 7, '0 %'],
  [1, 1_000, '< 1 %'],
  [999, 1_000, '> 99 %'],
  [2, 3, '67 %'],
  [7, 7, '100 %'],
])('%i of %i is %s', (part, of, told) => expect(percent(part, of)).toBe(told));
