// No URL a stranger gives leads to a connection into our own network.
import { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { publicLookup, type Lookup } from './public-lookup.ts';
import { createSafeFetch } from './safe-fetch.ts';
import { startReceiver } from './testing/receiver.ts';

/** Every connection this process starts, whatever the library that starts it. */
let attempts: string[] = [];
const connect = Socket.prototype.connect;
beforeAll(() => {
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    this.on('connectionAttempt', (address: string) => attempts.push(address));
    return Reflect.apply(connect, this, args) as Socket;
  };
});
afterAll(() => {
  Socket.prototype.connect = connect;
});
beforeEach(() => {
  attempts = [];
});

function post(url: string, lookup?: Lookup, allowPrivate = false) {
  const fetch = createSafeFetch({
    allowPrivate,
    timeoutMilliseconds: 2_000,
    ...(lookup && { lookup }),
  });
  onTestFinished(() => fetch.close());
  return fetch.post({ url, headers: {}, body: 'hello' });
}

/** A name server that answers with these, one list per question. */
const answering = (...answers: string[][]): Lookup => {
  let asked = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)]!;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
};

const urls = `
  http://example.com/ ftp://example.com/ file:///etc/passwd gopher://127.0.0.1:6379/_INFO
  https://127.0.0.1/ https://127.0.0.1:PORT/ https://127.1/ https://127.0.1/ https://2130706433/
  https://0x7f000001/ https://0x7f.0x0.0x0.0x1/ https://017700000001/ https://0177.0.0.1/
  https://127.0.0.1./ https://%31%32%37.0.0.1/ https://①②⑦.⓪.⓪.①/ https://127。0。0。1/
  https://0.0.0.0:PORT/ https://0/ https://10.0.0.1/ https://172.16.0.1/ https://172.31.255.255/
  https://192.168.1.1/ https://169.254.169.254/latest/meta-data/ https://2852039166/
  https://100.64.0.1/ https://100.100.100.200/ https://192.0.0.192/ https://198.18.0.1/
  https://203.0.113.1/ https://224.0.0.1/ https://240.0.0.1/ https://255.255.255.255/
  https://[::1]:PORT/ https://[::]:PORT/ https://[0:0:0:0:0:0:0:1]/ https://[::ffff:127.0.0.1]/
  https://[::ffff:7f00:1]/ https://[::127.0.0.1]/ https://[::ffff:0:127.0.0.1]/
  https://[64:ff9b::127.0.0.1]/ https://[64:ff9b:1::a00:1]/ https://[2002:7f00:1::]/
  https://[2001:0:7f00:1::]/ https://[fc00::1]/ https://[fd00:ec2::254]/ https://[fe80::1]/
  https://[fec0::1]/ https://[ff02::1]/ https://[2001:db8::1]/ https://[100::1]/
  https://user:password@example.com/ https://example.com@127.0.0.1/ https://127.0.0.1\\@example.com/
  https://[fe80::1%25eth0]/ https://[::1%25lo]:PORT/ https://127.0.0.1%2f@example.com/
  https://127.0.0.1%00.example.com/ https://127.0.0.1:443@1.1.1.1/ https:/\\127.0.0.1:PORT/
  https://[::ffff:0:0]/ https://0300.0250.1/ https://[2002:a00:1::]/ https://[3fff::1]/
  https://[5f00::1]/ https://192.88.99.1/ https://ⓛocalhost:PORT/ HTTPS://127.0.0.1:PORT/
  https://localhost:PORT/ https://LOCALHOST:PORT/ https://localhost.:PORT/
`
  .trim()
  .split(/\s+/);

test('the counter sees a connection where one is allowed', async () => {
  const { url } = await startReceiver();
  expect(await post(url, undefined, true)).toMatchObject({ statusCode: 200 });
  expect(attempts).toEqual(['127.0.0.1']);
});

describe('no connection is started', () => {
  test(`there are at least forty URLs to try`, () => {
    expect(urls.length).toBeGreaterThanOrEqual(40);
  });

  test.each(urls)('to %s', async (url) => {
    const receiver = await startReceiver();
    const reply = await post(url.replace('PORT', new URL(receiver.url).port));
    expect(reply.kind).not.toBe('answer');
    expect(attempts).toEqual([]);
    expect(receiver.connections()).toBe(0);
  });

  test.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['::1'],
    ['fd00::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:8.8.8.8'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['0.0.0.0'],
  ])('to a name that resolves to %s', async (address) => {
    const reply = await post('https://hook.example.com/', answering([address]));
    expect(reply).toEqual({ kind: 'failure', error: 'the host could not be reached' });
    expect(attempts).toEqual([]);
  });

  test('to a name with one public and one private address, in either order', async () => {
    for (const addresses of [
      ['8.8.8.8', '127.0.0.1'],
      ['127.0.0.1', '8.8.8.8'],
    ]) {
      expect((await post('https://hook.example.com/', answering(addresses))).kind).toBe('failure');
    }
    expect(attempts).toEqual([]);
  });

  test('to a name without any address', async () => {
    expect((await post('https://hook.example.com/', answering([]))).kind).toBe('failure');
    expect(attempts).toEqual([]);
  });

  test('by a name that turns private between two tries: each try asks again', async () => {
    // 192.0.2.1 stands in for a public address, and is none: the first try is refused as well.
    const lookup = answering(['192.0.2.1'], ['127.0.0.1']);
    const fetch = createSafeFetch({ allowPrivate: false, timeoutMilliseconds: 500, lookup });
    onTestFinished(() => fetch.close());
    for (let n = 0; n < 2; n++) {
      await fetch.post({ url: 'https://hook.example.com/', headers: {}, body: '' });
    }
    expect(attempts).toEqual([]);
  });
});

test('what was checked is what is connected to: the name is asked once per connection', async () => {
  // A second question would get the private address; nothing outside is connected to in a test.
  const lookup = publicLookup(answering(['8.8.8.8'], ['127.0.0.1']));
  const got = await new Promise((resolve) =>
    lookup('hook.example.com', { all: true }, (error, addresses) => resolve({ error, addresses })),
  );
  expect(got).toEqual({ error: null, addresses: [{ address: '8.8.8.8', family: 4 }] });
  const one = await new Promise((resolve) =>
    publicLookup(answering(['8.8.8.8']))('hook.example.com', {}, (_error, address, family) =>
      resolve([address, family]),
    ),
  );
  expect(one).toEqual(['8.8.8.8', 4]);
});

test('a refused name and an unknown name read the same', async () => {
  const unknown: Lookup = (_hostname, _options, callback) =>
    callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), []);
  expect(await post('https://a.example.com/', unknown)).toEqual(
    await post('https://a.example.com/', answering(['10.0.0.1'])),
  );
});
