// Every way to reach a human, by name; a new one is a folder and a line here.
import type { ChannelName } from '@pausepoint/core';
import type { Channel } from './channel.ts';
import { email } from './email/email.ts';
import { link } from './link/link.ts';
import { slack } from './slack/slack.ts';
import { sms } from './sms/sms.ts';
import { telegram } from './telegram/telegram.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

export const channels: Readonly<Record<ChannelName, Channel>> = {
  sms,
  email,
  slack,
  telegram,
  whatsapp,
  link,
};

export type {
  Channel,
  CodeNotice,
  Conclusion,
  Courier,
  Couriers,
  Message,
  Notice,
  ParsedRecipient,
} from './channel.ts';
export {
  addressConfirmationMail,
  invitationMail,
  passwordResetMail,
} from './email/account-mails.ts';
export type { Invitation } from './email/account-mails.ts';
export { webhookDisabledMail } from './email/webhook-disabled-mail.ts';
export type { Hook, HookAnswer, HookCall, HookRequest } from './hook.ts';
export type { Check, VendorParts } from './vendor.ts';
export { channelsEnv } from './vendors.ts';
export { noChannels, openChannels } from './open-channels.ts';
export type { ChannelsConfig, OpenChannels } from './open-channels.ts';
export { sandbox } from './sandbox/sandbox.ts';
export type { KeptMessage } from './sandbox/sandbox.ts';
export { shorten } from './shorten.ts';
export { invitesReplies } from './sms/sms.ts';
export { factText, splitQuestion } from './words.ts';
