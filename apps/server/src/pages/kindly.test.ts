// What goes wrong behind a link is told to people as a page, and to the page's script as a problem.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { ask, open, postTap, testDeveloperId } from './testing.ts';

const limit = 1;
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ rateLimitPerMinute: limit });
});
afterAll(() => server.close());

test('whoever comes too often meets a kind page in their language; the script hears a problem', async () => {
  const { link } = await ask(server, await testDeveloperId(server));
  // Some allowance flows back while one asks.
  let seen = await open(server, link);
  for (let visits = 1; visits < 10 * limit && seen.status === 200; visits++) {
    seen = await open(server, link);
  }
  const [page, short, german, tap] = await Promise.all([
    open(server, link),
    open(server, '/r/AAAAAAAAAAAAAAAAAAAAAA'),
    server.ask('GET', `${link}?lang=de`),
    postTap(server, link, { page: '', choice: 0 }),
  ]);
  expect([page.status, short.status, german.status, tap.status]).toEqual([429, 429, 429, 429]);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(page.markup).toContain('That was tried too often');
  expect(short.markup).toContain('That was tried too often');
  expect(german.text).toContain('Das wurde zu oft versucht');
  expect(tap.json).toMatchObject({ code: 'rate_limited' });
});
