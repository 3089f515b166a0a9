// Names are found by DNS, and a silent name server is given up, in nobody's way.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createNameLookup } from './name-lookup.ts';
import type { Lookup } from './public-lookup.ts';

/** Answers every question for an A record with one address, every other with none. */
async function nameServer(address: string | undefined): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address: asker }) => {
    if (address === undefined) return;
    const wantsA = question.readUInt16BE(question.indexOf(0, 12) + 1) === 1;
    const end = question.indexOf(0, 12) + 5;
    const answer = Buffer.concat([
      question.subarray(0, 2),
      Buffer.from([0x81, 0x80, 0, 1, 0, wantsA ? 1 : 0, 0, 0, 0, 0]),
      question.subarray(12, end),
      ...(wantsA
        ? [Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, ...address.split('.').map(Number)])]
        : []),
    ]);
    socket.send(answer, port, asker);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

const found = (lookup: Lookup, name: string) =>
  new Promise((resolve) =>
    lookup(name, { all: true }, (error, addresses) => resolve(error ? error.code : addresses)),
  );

test('a name is found, one family of addresses is enough', async () => {
  const lookup = createNameLookup([await nameServer('203.0.113.9')]);
  expect(await found(lookup, 'hook.example.com')).toEqual([{ address: '203.0.113.9', family: 4 }]);
});

test('a hundred names whose server is silent hold up none whose server answers', async () => {
  const silent = createNameLookup([await nameServer(undefined)]);
  const answering = createNameLookup([await nameServer('203.0.113.9')]);
  const order: string[] = [];
  const hung = Array.from({ length: 100 }, (_, n) =>
    found(silent, `${n}.example.com`).then((error) => order.push(String(error))),
  );
  await found(answering, 'hook.example.com').then(() => order.push('found'));
  expect(order).toEqual(['found']);
  await Promise.all(hung);
  expect(new Set(order)).toEqual(new Set(['found', 'ETIMEOUT']));
});

test('what is no name is an error, not an exception', async () => {
  const lookup = createNameLookup([await nameServer('203.0.113.9')]);
  expect(await found(lookup, `${'x'.repeat(64)}.example.com`)).toMatch(/^E/);
});
