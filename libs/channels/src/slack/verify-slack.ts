// Whether a request was signed by Slack, a moment ago.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../hook.ts';

/** Either way: clocks differ, and what is older may be somebody's recording. */
const TOLERANCE_SECONDS = 5 * 60;

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function isFromSlack(signingSecret: string, { headers, body, now }: HookRequest): boolean {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const age = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  if (age > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(signature);
  const expected = Buffer.from(slackSignature(signingSecret, timestamp, body));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export const slackSignature = (signingSecret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
