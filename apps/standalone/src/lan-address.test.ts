// A QR code with the wrong address is a dead end on the phone.
import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddress } from './lan-address.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, family: 'IPv4', internal, netmask: '', mac: '', cidr: null },
];

test('the address of the home network is taken before those of containers and tunnels', () => {
  const interfaces = {
    lo: at('127.0.0.1', true),
    docker0: at('172.17.0.1'),
    tun0: at('10.8.0.2'),
    eth0: at('203.0.113.9'),
    wlan0: at('192.168.1.23'),
  };
  expect(lanAddress(interfaces)).toBe('192.168.1.23');
});

test('a machine without a network is told so', () => {
  expect(() => lanAddress({ lo: at('127.0.0.1', true) })).toThrow('no address on a network');
});
