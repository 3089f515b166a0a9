// A page that is open hears of every change, of whichever process, and costs no more than a few connections.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../testing/signed-in.ts';
import { testPause } from '../../testing/test-developer.ts';
import { testServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let twin: TestServer;
let owner: SignedIn;
beforeAll(async () => {
  server = await testServer();
  twin = await testServer({ beside: server });
  owner = await signIn(server);
});
afterAll(async () => {
  await twin.close();
  await server.close();
});

async function open(person: SignedIn, path = '/pauses/live', at = server) {
  const ending = new AbortController();
  const { status, headers, body } = await fetch(at.url + path, {
    ...{ signal: ending.signal, redirect: 'manual' },
    headers: { cookie: person.cookie() },
  });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    status,
    type: headers.get('content-type'),
    heard: () => heard,
    /** Reads on until it was told so often; false: the stream ended before. */
    async looks(times: number): Promise<boolean> {
      while (heard.split('event: look').length <= times) {
        const { value, done } = await reader.read();
        if (done) return false;
        heard += value;
      }
      return true;
    },
    async close(): Promise<void> {
      ending.abort();
      await reader.cancel().catch(() => undefined);
    },
  };
}

test('it is told of what is asked, and of what is settled by another process', async () => {
  const page = await open(owner);
  expect([page.status, page.type]).toEqual([200, expect.stringContaining('text/event-stream')]);
  const { id } = await testPause(twin, owner.test);
  expect(await page.looks(1)).toBe(true);
  await twin.ask('DELETE', `/v1/pause/${id}`, { key: owner.test });
  expect(await page.looks(2)).toBe(true);
  // That something happened is all that is said.
  expect(page.heard().replaceAll(/retry: 5000\n\n|event: look\ndata: 1\n\n|:\n\n/g, '')).toBe('');
  await page.close();
});

test('a pause’s own page hears of that pause alone, and nobody of anybody else’s', async () => {
  const stranger = await signIn(server);
  const [mine, next] = [await testPause(server, owner.test), await testPause(server, owner.test)];
  const page = await open(owner, `/pauses/live?pause=${mine.id}`);
  const theirs = await open(stranger, `/pauses/live?pause=${mine.id}`);
  const list = await open(owner);
  await server.ask('DELETE', `/v1/pause/${next.id}`, { key: owner.test });
  await list.looks(1);
  expect(page.heard()).not.toContain('look');
  await server.ask('DELETE', `/v1/pause/${mine.id}`, { key: owner.test });
  expect(await page.looks(1)).toBe(true);
  expect(theirs.heard()).not.toContain('look');
  await Promise.all([page, theirs, list].map((one) => one.close()));
});

test('a session has four at once, and a place is free again when one is closed', async () => {
  const person = await signIn(server);
  const pages = [await open(person), await open(person), await open(person), await open(person)];
  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await open(person)).status).toBe(429);
  await pages[0]!.close();
  await expect.poll(async () => (await open(person)).status, { timeout: 30_000 }).toBe(200);
});

test('it ends with the server', async () => {
  const third = await testServer({ beside: server });
  const page = await open(owner, '/pauses/live', third);
  const closed = third.close();
  expect(await page.looks(1)).toBe(false);
  await closed;
});

test('whoever is not signed in is sent to the door', async () => {
  expect((await server.ask('GET', '/pauses/live')).status).toBe(303);
});
