// Guesses by what means somebody is reached from how they are written.
import type { Channel } from '@pausepoint/contract/wire';

export const channels: readonly Channel[] = [
  'sms',
  'email',
  'slack',
  'telegram',
  'whatsapp',
  'link',
];

/** Undefined where it could be one thing as well as another; the server says whether it is one at all. */
export function channelOf(recipient: string): Channel | undefined {
  if (/^\s*\+[\d\s().-]+$/.test(recipient)) return 'sms';
  if (/^https:\/\/hooks\.slack\.com\//i.test(recipient)) return 'slack';
  if (/^[^\s@/]+@[^\s@/]+$/.test(recipient.trim())) return 'email';
  if (/^[CGDUW][A-Z0-9]{7,}$/.test(recipient)) return 'slack';
  return undefined;
}
