// Where the world is served messages really leave; in local mode none does, whatever is set up.
import { openFakeTelegram, openFakeTwilio } from '@pausepoint/channels/testing';
import { createLog } from '@pausepoint/runtime';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readStandaloneConfig, startStandalone } from './index.ts';
import { newDataDir } from './testing.ts';

const publicUrl = 'https://pause.example.com';

async function start(env: Readonly<Record<string, string>>) {
  const [twilio, telegram] = await Promise.all([openFakeTwilio({ publicUrl }), openFakeTelegram()]);
  const bot = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url };
  const own = { PATH: process.env['PATH'], DATA_DIR: newDataDir(), PORT: '0', HOST: '127.0.0.1' };
  const running = await startStandalone({
    config: readStandaloneConfig({ ...own, ...twilio.env, ...bot, ...env }),
    log: createLog({ level: 'silent' }),
    now: () => new Date(),
    random: Math.random,
  });
  onTestFinished(async () => {
    await running.close();
    await Promise.all([twilio.close(), telegram.close()]);
  });
  const origin = `http://127.0.0.1:${running.port}`;
  return { twilio, telegram, running, origin };
}

async function post(url: string, body: object, key?: string): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return answer.json() as Promise<Record<string, unknown>>;
}

const question = {
  recipient: '+13128471928',
  channel: 'sms',
  message: 'Approve?',
  options: ['Approve', 'Reject'],
};
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 40_000, interval: 20 });

test('one set of channels serves both: the worker sends, the server hears what became of it', async () => {
  const { twilio, telegram, running, origin } = await start({ PUBLIC_URL: publicUrl });
  expect(running.channels.ready).toEqual(expect.arrayContaining(['sms', 'telegram', 'whatsapp']));
  expect(running.channels.missing.map(({ channel }) => channel)).toContain('email');
  await until(() => expect(telegram.webhook()?.url).toContain(`${publicUrl}/hooks/telegram/`));

  const account = { email: 'a@example.com', name: 'Ada', password: 'long enough' };
  const { api_key: key } = await post(`${origin}/v1/auth/register`, {
    ...account,
    setup_token: running.setupToken,
  });
  const { pause_id: id } = await post(`${origin}/v1/pause`, question, key as string);
  await until(() => expect(twilio.messages).toMatchObject([{ to: question.recipient }]));
  expect(twilio.messages[0]?.body).toContain(`${publicUrl}/r/`);

  const statusOf = async (): Promise<unknown> => {
    const headers = { authorization: `Bearer ${key as string}` };
    const answer = await fetch(`${origin}/v1/pause/${id as string}`, { headers });
    return ((await answer.json()) as { notification: { status: string } }).notification.status;
  };
  await until(async () => expect(await statusOf()).toBe('sent'));
  expect((await twilio.report(0, 'delivered', undefined, origin)).ok).toBe(true);
  await until(async () => expect(await statusOf()).toBe('delivered'));
});

test('in local mode nothing is sent and no vendor is told anything, whatever is set up', async () => {
  const { twilio, telegram, running, origin } = await start({});
  expect(running.channels.ready).toEqual([]);
  await post(`${origin}/v1/pause`, question, running.keys!.api_key);
  await until(async () => {
    expect(await (await fetch(`${origin}/inbox`)).text()).toContain('/r/');
  });
  await running.close();
  expect(twilio.taken).toEqual([]);
  expect(telegram.taken).toEqual([]);
});
