// Where a webhook may be sent: https, no credentials, and no address but a public one.
import ipaddr from 'ipaddr.js';

const LONGEST = 2_048;
const allocated = ipaddr.parseCIDR('2000::/3');

interface WebhookUrlRules {
  /** ALLOW_PRIVATE_WEBHOOKS: private addresses and plain http as well. */
  readonly allowPrivate: boolean;
}

/**
 * Why this URL is refused before any name is looked up; undefined when nothing speaks against it.
 * Names are judged by the addresses they resolve to, when sending.
 */
export function webhookUrlFault(text: string, { allowPrivate }: WebhookUrlRules) {
  if (text.length > LONGEST) return `must have at most ${LONGEST} characters`;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return 'must be an https URL';
  if (url.protocol === 'http:' && !allowPrivate) return 'must be an https URL';
  if (url.username || url.password) return 'must not carry a user name or password';
  const literal = literalAddress(url);
  if (literal && !allowPrivate && !isPublicAddress(literal)) return 'must be a public address';
  return undefined;
}

/**
 * True for addresses routed on the public internet. Whatever embeds another address (v4-mapped,
 * NAT64, 6to4, Teredo) has a range of its own in ipaddr.js and is refused as a whole.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(allocated);
}

/** The host when it is an address; `URL` has already folded `0x7f.1` and `2130706433` into one. */
function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : undefined;
}
