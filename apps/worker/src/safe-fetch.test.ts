// Whatever a receiver does, a try is bounded in time and memory.
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createSafeFetch } from './safe-fetch.ts';
import { rawServer } from './testing/raw-server.ts';
import { startReceiver } from './testing/receiver.ts';

const posting = (url: string) => ({
  url,
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
});

function openFetch(timeoutMilliseconds = 5_000) {
  const fetch = createSafeFetch({ allowPrivate: true, timeoutMilliseconds });
  onTestFinished(() => fetch.close());
  return (url: string) => fetch.post(posting(url));
}

test('an answer comes back with its status and the beginning of its body', async () => {
  const { url, received } = await startReceiver((_request, response) => {
    response.writeHead(503, { 'retry-after': '7' }).end(`a\0b${'é'.repeat(2_000)}`);
  });
  const reply = await openFetch()(url);
  expect(reply).toMatchObject({ kind: 'answer', statusCode: 503, retryAfter: '7' });
  const excerpt = reply.kind === 'answer' ? reply.excerpt : '';
  expect(excerpt).toMatch(/^a\ufffdbé+\ufffd?$/);
  expect(Buffer.byteLength(excerpt)).toBeLessThanOrEqual(1_024 + 8);
  expect(received[0]).toMatchObject({ body: 'hello', headers: { 'content-type': 'text/plain' } });
});

test('a URL in capitals is tried like any other', async () => {
  const asked: string[] = [];
  const fetch = createSafeFetch({
    allowPrivate: false,
    timeoutMilliseconds: 5_000,
    lookup: (hostname, _options, callback) => {
      asked.push(hostname);
      callback(null, []);
    },
  });
  onTestFinished(() => fetch.close());
  await fetch.post(posting('HTTPS://Hook.Example.COM/'));
  expect(asked).toEqual(['hook.example.com']);
});

test('one connection carries many tries', async () => {
  const { url, connections, received } = await startReceiver();
  const post = openFetch();
  for (let n = 0; n < 20; n++) await post(url);
  expect(received).toHaveLength(20);
  expect(connections()).toBe(1);
});

test('a kept connection that the receiver has closed costs no try', async () => {
  const { url, received } = await startReceiver((request, response) => {
    response.end('ok');
    // Closes right after answering, without saying so.
    response.on('finish', () => request.socket.destroy());
  });
  const post = openFetch();
  for (let n = 0; n < 10; n++) expect(await post(url)).toMatchObject({ statusCode: 200 });
  expect(received.length).toBeGreaterThanOrEqual(10);
});

test('a redirect is an answer, never followed', async () => {
  const inside = await startReceiver();
  const { url } = await startReceiver((_request, response) => {
    response.writeHead(307, { location: inside.url }).end();
  });
  expect(await openFetch()(url)).toMatchObject({ kind: 'answer', statusCode: 307 });
  expect(inside.connections()).toBe(0);
});

test('a receiver that accepts and never answers ends the try in time', async () => {
  const url = await rawServer(() => {});
  expect(await openFetch(200)(url)).toEqual({ kind: 'failure', error: 'no answer in time' });
});

test('a receiver that drips headers for ever ends the try in time', async () => {
  const url = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('x-a: b\r\n'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  expect(await openFetch(200)(url)).toEqual({ kind: 'failure', error: 'no answer in time' });
});

test('a receiver that drips its body has answered, and is left in time', async () => {
  const url = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    const drip = setInterval(() => socket.write('1\r\nx\r\n'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  const reply = await openFetch(300)(url);
  expect(reply).toMatchObject({ kind: 'answer', statusCode: 200 });
});

test('of an answer of a gigabyte hardly more than 64 KiB is read', async () => {
  const chunk = Buffer.alloc(1 << 20, 'x');
  let written = 0;
  let gone: Promise<unknown> | undefined;
  const { url } = await startReceiver((_request, response) => {
    response.writeHead(200, { 'content-length': 1 << 30 });
    gone = once(response, 'close');
    const more = (): void => {
      while (!response.destroyed && written < 1 << 30) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
    };
    more();
  });
  const before = process.memoryUsage().rss;
  const reply = await openFetch()(url);
  await gone;
  expect(reply).toMatchObject({ kind: 'answer', statusCode: 200, excerpt: 'x'.repeat(1_024) });
  // What the kernel's socket buffers take besides is the receiver's own loss.
  expect(written).toBeLessThan(32 << 20);
  expect(process.memoryUsage().rss - before).toBeLessThan(50 << 20);
});

test('a gzip bomb stays packed', async () => {
  const bomb = gzipSync(Buffer.alloc(100 << 20));
  const { url, received } = await startReceiver((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
  });
  const before = process.memoryUsage().rss;
  const reply = await openFetch()(url);
  expect(reply).toMatchObject({ kind: 'answer', statusCode: 200 });
  expect(received[0]?.headers['accept-encoding']).toBeUndefined();
  expect(process.memoryUsage().rss - before).toBeLessThan(50 << 20);
});

test.each([
  ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1 << 20)}\r\n\r\n`],
  ['no HTTP at all', '220 mail.example.com ESMTP\r\n'],
  [
    'a protocol change nobody asked for',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
  ],
  ['an answer cut off', 'HTTP/1.1 20'],
])('%s is a failure, not a crash', async (_name, answer) => {
  const url = await rawServer((socket) => socket.once('data', () => socket.end(answer)));
  expect(await openFetch()(url)).toMatchObject({ kind: 'failure' });
});

test('a body cut off has still said its status', async () => {
  const url = await rawServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nbut')),
  );
  expect(await openFetch()(url)).toMatchObject({ statusCode: 200, excerpt: 'but' });
});

test('nobody listening is a failure that names no address', async () => {
  const url = await rawServer(() => {});
  const { port } = new URL(url);
  const reply = await openFetch()('http://127.0.0.1:1');
  expect(reply).toEqual({ kind: 'failure', error: 'the connection was refused or broken' });
  expect(port).not.toBe('1');
});

test('headers that would split the request are refused', async () => {
  const fetch = createSafeFetch({ allowPrivate: true, timeoutMilliseconds: 1_000 });
  onTestFinished(() => fetch.close());
  const { url, received } = await startReceiver();
  const reply = await fetch.post({ url, headers: { 'x-a': 'b\r\nx-c: d' }, body: '' });
  expect(reply.kind).toBe('failure');
  expect(received).toHaveLength(0);
});
