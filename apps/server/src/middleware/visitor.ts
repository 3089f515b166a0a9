// Where a request comes from, as far as one can know.
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Exchange } from '../services.ts';

type Asked = Pick<Exchange, 'req'>;

const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addSubnet('169.254.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/**
 * The visitor's address. A neighbour (the proxy that ends TLS before us) is believed about the
 * last hop it names: that one it wrote itself, whatever the visitor had put before it.
 */
export function visitorAddress({ req }: Asked): string {
  const peer = bare(req.socket.remoteAddress ?? '');
  const named = namedHops({ req }).at(-1) ?? '';
  // What is no address may be anything, of any length: it names nobody.
  return isIP(named) !== 0 && isNear(peer) ? named : peer;
}

/** Everybody the request is said to have come through, the visitor first; nobody vouches for it. */
export function namedHops({ req }: Asked): readonly string[] {
  // Text: what came twice is joined.
  const forwarded = (req.headers['x-forwarded-for'] ?? '') as string;
  return forwarded === '' ? [] : forwarded.split(',').map((hop) => bare(hop.trim()));
}

/** What one visitor can hardly leave: the address, or the /64 an IPv6 visitor owns whole. */
export function visitorNetwork(asked: Asked): string {
  const address = visitorAddress(asked);
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const rest = tail.split(':').filter(Boolean);
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}

/** `203.0.113.7` of what sockets and proxies make of it: `::ffff:203.0.113.7`, `203.0.113.7:4711`. */
const bare = (address: string): string =>
  address.replace(/^([\d.]+):\d+$|^\[(.*)\](?::\d+)?$/, '$1$2').replace(/^::ffff:(?=\d+\.)/i, '');
const isNear = (address: string): boolean => near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
