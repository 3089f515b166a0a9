// Where a webhook may go: what can be told from the URL and from an address alone.
import ipaddr from 'ipaddr.js';

/**
 * Why no webhook may go to this URL; undefined when it may. Names are looked up only when
 * sending: the sender asks `isPublicAddress` about every address a name resolves to.
 */
export function checkWebhookUrl(
  text: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): string | undefined {
  if (text.length > 2_048) return 'must be at most 2048 characters';
  if (/[\s\p{Cc}\\]/u.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return allowPrivate ? 'must be an http or https URL' : 'must be an https URL';
  }
  const url = new URL(text);
  if (url.username || url.password) return 'must not carry a user name or password';
  if (allowPrivate) return undefined;
  if (url.protocol !== 'https:') return 'must be an https URL';
  return isPublicHost(url.hostname) ? undefined : 'must be a public address';
}

/** Whether an IP address can be reached by everybody: no private, local or tunnelled range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (ip.range() !== 'unicast') return false;
  // Only 2000::/3 is handed out; ::/96 would smuggle IPv4 addresses past the range check.
  return ip.kind() === 'ipv4' || (ip.toByteArray()[0]! & 0xe0) === 0x20;
}

// URL has already turned every spelling of an IPv4 address (`0x7f.1`, `2130706433`) into dots.
function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host)) return isPublicAddress(host);
  return !/(?:^|\.)(?:localhost|local|internal|home\.arpa)$/.test(host);
}
