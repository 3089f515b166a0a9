// What humans find in their phones, mails and chats, and the links in there.
import type {
  SentMessage,
  ShownMessage,
  SlackMessage,
  TakenMail,
} from '@pausepoint/channels/testing';
import { expect } from 'vitest';
import { eventually, publicUrl, type LiveService } from './live-service.ts';

/** Waits for the newest of an address, and until there are `count` of them. */
export interface Inbox {
  text(phone: string, count?: number): Promise<SentMessage>;
  mail(address: string, count?: number): Promise<TakenMail>;
  slack(channel: string, count?: number): Promise<SlackMessage & { readonly index: number }>;
  chat(id: string, count?: number): Promise<ShownMessage>;
}

export function inboxOf({ twilio, smtp, slack, telegram }: LiveService): Inbox {
  const newest = <T>(find: () => readonly T[], count: number): Promise<T> =>
    eventually(() => {
      const found = find();
      expect(found).toHaveLength(count);
      return found.at(-1)!;
    });
  const posts = (channel: string) =>
    slack
      .messages()
      .map((message, index) => ({ ...message, index }))
      .filter((message) => message.channel === channel);
  return {
    text: (phone, count = 1) =>
      newest(() => twilio.messages.filter(({ to }) => to === phone), count),
    mail: (address, count = 1) =>
      newest(() => smtp.taken.filter(({ to }) => to.includes(address)), count),
    slack: (channel, count = 1) => newest(() => posts(channel), count),
    chat: (id, count = 1) =>
      newest(() => telegram.messages().filter(({ chat }) => chat === id), count),
  };
}

/** Every link of ours in a message, whatever it is written in. */
export function linksIn(message: unknown): readonly string[] {
  const text = (typeof message === 'string' ? message : JSON.stringify(message))
    .replaceAll('=\r\n', '')
    .replaceAll('=3D', '=');
  const links = text.match(
    /https:\/\/approve\.example\.com\/(?:r|respond)\/[\w-]+(?:\?choice=\d)?/g,
  );
  return [...new Set(links ?? [])];
}

/** Token or short code. */
export const codeOf = (link: string): string => /\/(?:r|respond)\/([\w-]+)/.exec(link)?.[1] ?? link;

/** Where the public address is really served. */
export const served = ({ url }: LiveService, link: string): string => link.replace(publicUrl, url);

/** Buttons of a Slack message. */
export const buttonsOf = ({ blocks }: SlackMessage): readonly unknown[] =>
  blocks.flatMap(({ type, elements }) => (type === 'actions' ? (elements as unknown[]) : []));
