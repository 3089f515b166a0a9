// What would have been sent to humans, had delivery been real.
import { channelNames, formatId, iso, type ChannelName } from '@pausepoint/core';
import { z } from 'zod';
import { id, instant } from './fields.ts';

export const sandboxMessageSchema = z
  .object({
    message_id: id('message'),
    pause_id: id('pause'),
    channel: z.enum(channelNames),
    recipient: z.string(),
    subject: z.string().nullable(),
    text: z.string(),
    html: z.string().nullable(),
    created_at: instant,
  })
  .meta({ id: 'SandboxMessage' });

export const sandboxListSchema = z
  .object({ data: z.array(sandboxMessageSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'SandboxMessageList' });

export interface PresentableMessage {
  readonly id: string;
  readonly pauseId: string;
  readonly channel: ChannelName;
  readonly recipient: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly createdAt: Date;
}

export const presentMessage = (message: PresentableMessage) => ({
  message_id: formatId('message', message.id),
  pause_id: formatId('pause', message.pauseId),
  channel: message.channel,
  recipient: message.recipient,
  subject: message.subject,
  text: message.text,
  html: message.html,
  created_at: iso(message.createdAt),
});

export const presentMessageList = (
  messages: readonly PresentableMessage[],
  nextCursor: string | null,
) => ({ data: messages.map(presentMessage), next_cursor: nextCursor });
