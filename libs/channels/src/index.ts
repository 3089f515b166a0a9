// Every way to reach a human, by name; a new one is a folder and a line here.
import type { ChannelName } from '@pausepoint/core';
import type { Channel } from './channel.ts';
import { email } from './email/email.ts';
import { slack } from './slack/slack.ts';
import { sms } from './sms/sms.ts';

/** Channels that are named in the contract but not here yet cannot be asked for. */
export const channels: Readonly<Partial<Record<ChannelName, Channel>>> & {
  readonly sms: Channel;
  readonly email: Channel;
  readonly slack: Channel;
} = { sms, email, slack };

export type { Channel, Courier, Message, Notice, ParsedRecipient } from './channel.ts';
export { sandbox } from './sandbox/sandbox.ts';
export type { KeptMessage } from './sandbox/sandbox.ts';
export { shorten } from './shorten.ts';
export { factText, splitQuestion } from './words.ts';
