// Which of this machine's addresses a phone on the same network would reach.
import type { NetworkInterfaceInfo } from 'node:os';
import { ConfigError } from '@pausepoint/runtime';

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/** Networks between programs of this machine, and tunnels. */
const inside =
  /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|cni|podman|tun|tap|utun|wg|tailscale|zt)/;
const homelike = [/^192\.168\./, /^10\./, /^172\.(?:1[6-9]|2\d|3[01])\./];

export function lanAddress(interfaces: Interfaces): string {
  const addresses = Object.entries(interfaces)
    .filter(([name]) => !inside.test(name))
    .flatMap(([, infos]) => infos ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .sort((a, b) => rank(a) - rank(b));
  if (addresses[0]) return addresses[0];
  throw new ConfigError('--lan: this machine has no address on a network. Is Wi-Fi on?');
}

function rank(address: string): number {
  const found = homelike.findIndex((range) => range.test(address));
  return found === -1 ? homelike.length : found;
}
