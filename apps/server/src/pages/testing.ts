// What the pages' tests share: questions with links of every kind, and a browser without scripts.
import {
  mintResponseToken,
  newShortCode,
  type ChannelName,
  type Content,
  type Requirement,
  type Risk,
} from '@pausepoint/core';
import { findPauseByLink, openPause, register, type PauseRecord } from '@pausepoint/store';
import { newPause } from '@pausepoint/store/testing';
import type { TestServer } from '../testing/test-server.ts';

export interface Asked {
  readonly developerId: string;
  readonly pauseId: string;
  readonly expiresAt: Date;
  /** The first recipient's full link, the text message's short one, the caller's own. */
  readonly link: string;
  readonly shortLink: string;
  readonly callerLink: string;
  /** Of each recipient, in their order. */
  readonly links: readonly string[];
  readonly codes: readonly string[];
  read(): Promise<PauseRecord>;
}

export interface Question {
  readonly channel?: ChannelName;
  /** By what further recipients are asked. */
  readonly also?: readonly ChannelName[];
  readonly risk?: Risk;
  readonly require?: Requirement;
  readonly undoSeconds?: number;
  readonly sandboxed?: boolean;
  /** Of every recipient; the same always, but where a passkey is asked for another one each time. */
  readonly address?: string;
  readonly createdAt?: Date;
  readonly content?: Partial<Content>;
}

export async function testDeveloperId({ store }: TestServer): Promise<string> {
  const { developerId } = await register(store, {
    email: `${newShortCode()}@example.com`,
    name: 'Example Finance',
    passwordHash: 'none',
    plan: 'free',
    now: new Date(),
  });
  return developerId;
}

/** Whoever has a passkey from the test before sees another page. */
const somebody = ({ require }: Question): string => (require === 'passkey' ? newShortCode() : 'a');

export async function ask(
  { store }: TestServer,
  developerId: string,
  { channel = 'sms', also = [], sandboxed = true, address, ...given }: Question = {},
): Promise<Asked> {
  const recipients = [channel, ...also].map((channel, index) => ({
    ...{
      index,
      name: null,
      channel,
      address: address ?? somebody(given),
      masked: '•••••1928',
      code: newShortCode(),
    },
    ...{ afterSeconds: 0, handedOver: channel === 'link' },
  }));
  const pause = newPause({ developerId, sandboxed, recipients, ...given });
  await openPause(store, pause);
  const token = (recipientIndex: number | null): string =>
    mintResponseToken(store.ring, {
      ...{ developerId, pauseId: pause.id, recipientIndex, revision: 1 },
      expiresAt: pause.content.expiresAt,
    });
  return {
    developerId,
    pauseId: pause.id,
    expiresAt: pause.content.expiresAt,
    link: `/respond/${token(0)}`,
    shortLink: `/r/${recipients[0]!.code}`,
    callerLink: `/respond/${token(null)}`,
    links: recipients.map(({ index }) => `/respond/${token(index)}`),
    codes: recipients.map(({ code }) => code),
    async read() {
      const found = await findPauseByLink(store, { developerId, pauseId: pause.id });
      if (!found) throw new Error('the pause is gone');
      return found;
    },
  };
}

export interface Opened {
  readonly status: number;
  readonly markup: string;
  readonly headers: Headers;
  readonly cookie: string;
  /** For the script, for the form, and what the form's reader is asked to type. */
  readonly page: string;
  readonly codePage: string;
  readonly code: string;
}

export async function open(
  server: TestServer,
  link: string,
  { cookie = '', method = 'GET' }: { cookie?: string; method?: string } = {},
): Promise<Opened> {
  const { status, text, headers } = await server.ask(method, link, { headers: { cookie } });
  const find = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  return {
    ...{ status, markup: text, headers },
    cookie: (headers.get('set-cookie') ?? cookie).split(';')[0]!,
    page: find(/data-page="([^"]*)"/),
    codePage: find(/name="page"\s+value="([^"]*)"/),
    code: find(/class="digits">([\d ]+)</).replaceAll(' ', ''),
  };
}

/** The server's clock, to be moved on by as long as a human reads. */
export function testClock() {
  let ahead = 0;
  return {
    now: (): Date => new Date(Date.now() + ahead),
    read: (): void => void (ahead += 1_000),
  };
}

/** As the page's script posts. */
export const postTap = (
  server: TestServer,
  link: string,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
) =>
  server.ask('POST', link, {
    body,
    headers: { origin: server.url, 'sec-fetch-site': 'same-origin', ...headers },
  });

/** As a browser without scripts posts the form. */
export const postForm = (
  server: TestServer,
  link: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) =>
  server.ask('POST', link, {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
