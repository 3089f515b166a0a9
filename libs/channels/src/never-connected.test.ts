// Only what certainly never left may be sent again without doubt.
import { expect, test } from 'vitest';
import { neverConnected } from './never-connected.ts';
import { openWire } from './testing/wire.ts';

const failure = (fields: object, cause?: unknown) =>
  Object.assign(new Error('failed', { cause }), fields);

test.each([
  { code: 'ECONNREFUSED', syscall: 'connect' },
  { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
  { code: 'UND_ERR_CONNECT_TIMEOUT' },
  { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
])('$code: nothing can have arrived, however deep it is wrapped', (fields) => {
  expect(neverConnected(failure(fields))).toBe(true);
  expect(neverConnected(failure({}, failure({}, failure(fields))))).toBe(true);
});

test.each([
  { code: 'ECONNRESET', syscall: 'read' },
  { code: 'EHOSTUNREACH', syscall: 'read' },
  { code: 'EPIPE', syscall: 'write' },
  { code: 'UND_ERR_SOCKET' },
  { name: 'TimeoutError' },
  {},
])('$code: it may have arrived', (fields) => {
  expect(neverConnected(failure({}, failure(fields)))).toBe(false);
});

test('anything may be thrown', () => {
  for (const thrown of [undefined, null, 'ECONNREFUSED', { code: 'ECONNREFUSED' }]) {
    expect(neverConnected(thrown)).toBe(false);
  }
});

test('a closed port of this machine, by fetch', async () => {
  const { url, close } = await openWire(() => ({ body: {} }));
  await close();
  const error: unknown = await fetch(url).catch((reason: unknown) => reason);
  expect(neverConnected(error)).toBe(true);
});
