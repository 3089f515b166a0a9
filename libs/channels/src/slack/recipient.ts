// Whom Slack can reach: an incoming webhook by its URL, a channel or a user by id.
import type { ParsedRecipient } from '../channel.ts';
import { dots } from '../mask.ts';

export const HOOKS_ORIGIN = 'https://hooks.slack.com';
const HOOKS = `${HOOKS_ORIGIN}/services/`;
const FAULT = `Give an incoming-webhook URL that starts with ${HOOKS}, or the id of a channel or a user, such as C0123456789.`;

/** Channels, private groups, direct messages, users and users of an Enterprise Grid. */
const id = /^[CGDUW][A-Z0-9]{7,20}$/;
/** A user as Slack itself names one. */
const user = /^[UW][A-Z0-9]{2,20}$/;

/** The URL is a secret: none of it but the host is ever shown. */
export function parseRecipient(given: string): ParsedRecipient {
  const text = given.replace(/^ +| +$/g, '');
  if (id.test(text)) return { address: text, masked: text[0] + dots + text.slice(-3) };
  const url = /^[\x21-\x7e]{1,300}$/.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !/^https:\/\/hooks\.slack\.com\/services\/[\w./-]+$/.test(url.href)) {
    return { fault: FAULT };
  }
  return { address: url.href, masked: `hooks.slack.com/services/${dots}` };
}

export const isSlackId = (address: string): boolean => id.test(address);

export const isSlackUser = (text: string): boolean => user.test(text);
