// MAIL_FROM, taken apart: who every mail comes from.
import { domainToASCII } from 'node:url';
import { email } from './email.ts';

export interface Sender {
  /** Empty when only an address is given. */
  readonly name: string;
  readonly address: string;
  /** Of the address, as DNS and headers write it. */
  readonly domain: string;
}

/** `Name <address>`, with or without quotes around the name, or an address alone. */
export function parseSender(text: string): Sender | undefined {
  const [, given = '', bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const parsed = email.parseRecipient(bracketed ?? text);
  const name = given.trim().replace(/^"(.*)"$/, '$1');
  if ('fault' in parsed || /[\p{C}\p{Zl}\p{Zp}"\\]/u.test(name)) return undefined;
  const domain = domainToASCII(parsed.address.split('@')[1] ?? '');
  return domain === '' ? undefined : { name, address: parsed.address, domain };
}
