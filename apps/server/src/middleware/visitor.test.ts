// Whom a request is counted against, and who may read the inbox.
import { describe, expect, it } from 'vitest';
import type { Ctx } from '../services.ts';
import { mayReadEverything } from './inbox.ts';
import { visitorAddress, visitorNetwork } from './visitor.ts';

/** As much of a request as these rules look at. */
const from = (remoteAddress: string, headers: Readonly<Record<string, string>> = {}, query = {}) =>
  ({
    req: { socket: { remoteAddress }, headers },
    get: (name: string) => headers[name.toLowerCase()] ?? '',
    hostname: headers.host ?? 'localhost',
    query,
  }) as unknown as Ctx;

describe('a visitor', () => {
  it.each([
    ['203.0.113.7', '', '203.0.113.7'],
    ['::ffff:203.0.113.7', '', '203.0.113.7'],
    ['203.0.113.7', '1.2.3.4', '203.0.113.7'],
    ['10.0.0.2', '1.2.3.4', '1.2.3.4'],
    ['127.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['::1', '2001:db8::1', '2001:db8::1'],
    ['127.0.0.1', '1.2.3.4:4711', '1.2.3.4'],
    ['127.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['127.0.0.1', '1.2.3.4, unknown', '127.0.0.1'],
    ['127.0.0.1', 'x'.repeat(400), '127.0.0.1'],
    ['fe80::1%eth0', '1.2.3.4', '1.2.3.4'],
  ])('at %s, forwarded for "%s", is %s', (peer, forwarded, expected) => {
    expect(visitorAddress(from(peer, { 'x-forwarded-for': forwarded }))).toBe(expected);
  });

  it('with a whole IPv6 network is one visitor', () => {
    const network = (address: string) => visitorNetwork(from(address));
    expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(network('2001:db8:1:2::6')).toBe('2001:db8:1:2');
    expect(network('2001:db8::6')).toBe('2001:db8:0:0');
    expect(network('203.0.113.7')).toBe('203.0.113.7');
  });
});

describe('everybody’s inbox', () => {
  const local = { local: true } as Parameters<typeof mayReadEverything>[1];

  it.each([
    ['this machine', from('127.0.0.1', { host: 'localhost' }), true],
    ['this machine by IPv6', from('::1', { host: '[::1]' }), true],
    ['the LAN', from('192.168.1.9', { host: '192.168.1.2' }), false],
    ['the LAN, pretending', from('192.168.1.9', { 'x-forwarded-for': '127.0.0.1' }), false],
    ['a tunnel', from('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }), false],
    ['a tunnel behind a proxy', from('::1', { 'x-forwarded-for': '203.0.113.7, ::1' }), false],
    ['a proxy of this machine', from('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }), true],
    ['a proxy by RFC 7239', from('127.0.0.1', { forwarded: 'for=203.0.113.7' }), false],
    ['a proxy by its own word', from('127.0.0.1', { 'x-real-ip': '203.0.113.7' }), false],
    ['a proxy that says only that', from('127.0.0.1', { via: '1.1 edge' }), false],
    ['a rebound name', from('127.0.0.1', { host: 'evil.example' }), false],
  ])('%s: %s', (_, ctx, expected) => {
    expect(mayReadEverything(ctx, local)).toBe(expected);
  });

  it('is closed where the server is public', () => {
    expect(mayReadEverything(from('127.0.0.1'), { ...local, local: false })).toBe(false);
  });

  it('opens to its token from anywhere, and to nothing like it', () => {
    const guarded = { ...local, local: false, inboxToken: 'the token' };
    const bring = (token?: string) => from('192.168.1.9', {}, token === undefined ? {} : { token });
    expect(mayReadEverything(bring('the token'), guarded)).toBe(true);
    expect(mayReadEverything(bring('the tokens'), guarded)).toBe(false);
    expect(mayReadEverything(bring(), guarded)).toBe(false);
    expect(mayReadEverything(bring('undefined'), { ...local, local: false })).toBe(false);
  });
});
