// The service as an operator runs it under a public address; only the vendors of messages are fakes.
import {
  openFakeSlack,
  openFakeSmtp,
  openFakeTelegram,
  openFakeTwilio,
  type FakeSlack,
  type FakeSmtp,
  type FakeTelegram,
  type FakeTwilio,
} from '@pausepoint/channels/testing';
import { testStore, type TestStore } from '@pausepoint/store/testing';
import { vi } from 'vitest';
import { askJson, getPause, register, withKey } from '../run-examples/human.ts';
import {
  freePort,
  startServerProcess,
  startWorkerProcess,
  urlOf,
  type Process,
} from './server-process.ts';

export const publicUrl = 'https://approve.example.com';

export interface Vendors {
  readonly twilio: FakeTwilio;
  readonly slack: FakeSlack;
  readonly telegram: FakeTelegram;
  readonly smtp: FakeSmtp;
}

export interface LiveService extends Vendors {
  readonly store: TestStore;
  /** Where the public address is really served. */
  readonly url: string;
  /** A developer's live key. */
  readonly apiKey: string;
  /** Once it is ready. */
  startWorker(): Promise<Process>;
  /** POST /v1/pause */
  ask(question: object): Promise<Asked>;
  /** GET /v1/pause/:id */
  read(pauseId: string): ReturnType<typeof getPause>;
  rows<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** All that server and workers have printed. */
  readonly output: () => string;
  close(): Promise<void>;
}

export interface Asked {
  readonly pause_id: string;
  readonly respond_url: string;
  readonly expires_at: string;
  readonly content_digest: string;
  readonly digest_salt: string;
}

/** Without a worker yet. */
export async function openLiveService(): Promise<LiveService> {
  const [store, vendors] = await Promise.all([testStore(), openVendors()]);
  const port = await freePort();
  let output = '';
  const hear = (text: string): void => void (output += text);
  const given = { database: store, port, hear, env: environmentFor(vendors) };
  const url = urlOf(given);
  const processes: Process[] = [await startServerProcess(given)];
  await eventually(() => vendors.telegram.webhook() ?? failWith('Telegram was never told'));
  const apiKey = await register(url);

  return {
    ...vendors,
    ...{ store, url, apiKey, output: () => output },
    async startWorker() {
      let own = '';
      const worker = startWorkerProcess({
        ...given,
        hear(text) {
          own += text;
          hear(text);
        },
      });
      processes.push(worker);
      await eventually(() => {
        if (!own.includes('worker ready')) failWith(`no worker yet: ${own}`);
      });
      return worker;
    },
    ask: (question) =>
      askJson(`${url}/v1/pause`, {
        method: 'POST',
        headers: { ...withKey(apiKey).headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(question),
      }) as Promise<Asked>,
    read: (pauseId) => getPause(url, apiKey, pauseId),
    async rows<T extends object>(text: string, values: unknown[] = []) {
      return (await store.pool.query<T>(text, values)).rows;
    },
    async close() {
      await Promise.all(processes.map((one) => one.kill()));
      await Promise.all(Object.values(vendors).map((vendor) => (vendor as FakeSmtp).close()));
      await store.close();
    },
  };
}

async function openVendors(): Promise<Vendors> {
  const [twilio, slack, telegram, smtp] = await Promise.all([
    openFakeTwilio({ publicUrl }),
    openFakeSlack(),
    openFakeTelegram(),
    openFakeSmtp(),
  ]);
  return { twilio, slack, telegram, smtp };
}

const environmentFor = ({ twilio, slack, telegram, smtp }: Vendors) => ({
  ...twilio.env,
  ...slack.env,
  TELEGRAM_BOT_TOKEN: telegram.token,
  TELEGRAM_API_URL: telegram.url,
  SMTP_URL: smtp.url,
  MAIL_FROM: 'PausePoint <approvals@example.com>',
  PUBLIC_URL: publicUrl,
  HOST: 'localhost',
  SIGN_UP: 'open',
  ALLOW_PRIVATE_WEBHOOKS: 'on',
  // Whatever is ever said is looked through for what nobody may say.
  LOG_LEVEL: 'trace',
});

function failWith(words: string): never {
  throw new Error(words);
}

/** Until `check` throws no more; patient, for machines that are busy. */
export const eventually = <T>(check: () => T | Promise<T>, timeout = 60_000): Promise<T> =>
  vi.waitFor(check, { timeout, interval: 25 });
