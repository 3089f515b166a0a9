// What a key may ask for at most, in a few words.
import { type ChannelName, type Html, html } from '@pausepoint/core';
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

/** Nothing that binds: the key may ask whomever it likes. */
export function policyWords(policy: KeyPolicy | null): Html {
  const { recipients, channels, minRisk, minRequire, pausesPerHour } = policy ?? {};
  const proof = minRequire === undefined ? '' : proofs[minRequire];
  const parts = [
    recipients &&
      html`asks only
      ${recipients.length > 2 ? `${recipients.length} recipients` : recipients.join(' and ')}`,
    channels && html`by ${channels.map((name) => channelWords[name]).join(', ')}`,
    minRisk === 'high' && html`always as high risk`,
    proof !== '' && html`answers need ${proof}`,
    pausesPerHour !== undefined && html`${pausesPerHour} an hour`,
  ].filter((part) => part instanceof Object);
  if (parts.length === 0) return html`No limits`;
  return html`${parts.map((part, index) => html`${index > 0 && '; '}${part}`)}`;
}
