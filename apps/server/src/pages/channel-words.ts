// What the channels are called on pages.
import type { ChannelName } from '@pausepoint/core';

export const channelNames: Readonly<Record<ChannelName, string>> = {
  sms: 'Text message',
  email: 'E-mail',
  slack: 'Slack',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  link: 'Link',
};
