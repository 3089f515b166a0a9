// The words for what a pause is made of: by whom, how, and how it stands.
import { type ChannelName, showOnOneLine } from '@pausepoint/core';
import type { Decision, PauseRecord, Recipient } from '@pausepoint/store';

export const channelWords: Readonly<Record<ChannelName, string>> = {
  sms: 'text message',
  email: 'e-mail',
  slack: 'Slack',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  link: 'a link you hand over',
};

const viaWords: Readonly<Record<Decision['via'], string>> = {
  page: 'on the respond page',
  api: 'through the respond API',
  slack: 'in Slack',
  telegram: 'in Telegram',
  sms: 'by text message',
  dashboard: 'on the dashboard',
};

const identityWords: Readonly<Record<Decision['identifiedBy'], string>> = {
  link: 'holding the link',
  caller_link: 'holding your own link',
  code: 'a code sent to them',
  passkey: 'their passkey',
  signed_in: 'signing in here',
  phone_number: 'their phone number',
  slack_user: 'their Slack account',
  telegram_user: 'their Telegram account',
};

/** `Lee Chen, +1•••••1928`. */
export const whoIs = ({ name, masked }: Pick<Recipient, 'name' | 'masked'>): string =>
  [name, masked].flatMap((part) => (part ? showOnOneLine(part) : [])).join(', ');

/** The recipient an event is about; undefined: none, or one whose name was erased. */
export function recipientOf(pause: Pick<PauseRecord, 'recipients'>, index: unknown) {
  const found = pause.recipients.find((recipient) => recipient.index === index);
  return found && (whoIs(found) || `recipient ${found.index + 1}`);
}

export const howAnswered = ({ via }: Decision): string => viaWords[via];

export const howIdentified = ({ identifiedBy }: Decision): string => identityWords[identifiedBy];

/** `30 s`, `5 min`, `2 h`: how long something takes, in its largest whole unit or to one decimal. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  const [size, unit] = (
    [
      [86_400, 'days'],
      [3_600, 'h'],
      [60, 'min'],
    ] as const
  ).find(([size]) => seconds >= size) ?? [1, 's'];
  const count = Math.round((seconds / size) * 10) / 10;
  return `${count} ${unit === 'days' && count === 1 ? 'day' : unit}`;
}
