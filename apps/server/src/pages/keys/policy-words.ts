// What a key may ask for at most, in a few words.
import type { ChannelName } from '@pausepoint/core';
import type { KeyPolicy } from '@pausepoint/store';

export const channelWords: Readonly<Record<ChannelName, string>> = {
  sms: 'SMS',
  email: 'E-mail',
  slack: 'Slack',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  link: 'Link only',
};

const proofs = { link: '', code: 'a code', signed_in: 'signing in', passkey: 'a passkey' } as const;

/** `asks only ana@example.com; by E-mail; 20 an hour` */
export function policyWords(policy: KeyPolicy | null): string {
  const { recipients, channels, minRisk, minRequire, pausesPerHour } = policy ?? {};
  const proof = minRequire === undefined ? '' : proofs[minRequire];
  const parts = [
    recipients && `asks only ${namesOf(recipients)}`,
    channels && `by ${channels.map((name) => channelWords[name]).join(', ')}`,
    minRisk === 'high' && 'always as high risk',
    proof !== '' && `answers need ${proof}`,
    pausesPerHour !== undefined && `${pausesPerHour} an hour`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? 'No limits' : parts.join('; ');
}

const namesOf = (recipients: readonly string[]): string =>
  recipients.length > 2 ? `${recipients.length} recipients` : recipients.join(' and ');
