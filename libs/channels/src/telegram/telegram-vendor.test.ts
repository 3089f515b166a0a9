// The bot as an operator sets it up: told where to call back, checked, and pressed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeTelegram, openFakeTelegram, telegramRefusal } from '../testing/fake-telegram.ts';
import { notice } from '../testing/notice.ts';
import type { HookCall } from '../hook.ts';
import type { OpenVendor } from '../vendor.ts';
import { telegram } from './telegram.ts';
import { telegramVendor } from './telegram-vendor.ts';

const now = new Date('2026-05-08T14:00:00Z');
const to = { address: '4242', key: 'key', expiresAt: notice.expiresAt };
let fake: FakeTelegram;
beforeEach(async () => {
  fake = await openFakeTelegram();
});
afterEach(() => fake.close());

const open = (
  env: Parameters<typeof telegramVendor.open>[0] = {
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_URL: `${fake.url}/`,
  },
  publicUrl = 'https://approve.example.com',
): Promise<OpenVendor> =>
  telegramVendor.open(env, {
    publicUrl,
    callbackSecret: 'callback-secret',
    now: () => now,
    timeoutMilliseconds: 2_000,
    onError: (error) => expect.fail(String(error)),
  });

const info = (more: object) => ({
  status: 200,
  body: { ok: true, result: { url: '', pending_update_count: 0, ...more } },
});
const bot = { status: 200, body: { ok: true, result: { username: 'some_bot' } } };
const ours = 'https://approve.example.com/hooks/telegram/updates';

test('without a token there is no Telegram, and it is known which variable is missing', async () => {
  const vendor = await open({});
  expect(vendor).toMatchObject({
    couriers: {},
    hooks: [],
    missing: { telegram: ['TELEGRAM_BOT_TOKEN'] },
  });
  expect(await vendor.check()).toEqual([]);
  expect(fake.taken).toHaveLength(0);
});

test('opening asks Telegram nothing: a server starts without it', async () => {
  await fake.close();
  expect(await open()).toHaveProperty('couriers.telegram');
});

test('Telegram is told where to call back, with which secret, and about what', async () => {
  await (
    await open()
  ).prepare!();
  expect(fake.webhook()).toEqual({
    url: ours,
    secret_token: expect.stringMatching(/^[\w-]{43}$/),
    allowed_updates: ['message', 'callback_query'],
  });
});

test('a PUBLIC_URL that Telegram cannot call is said, and Telegram left alone', async () => {
  const vendor = await open(undefined, 'http://approve.intranet.example');
  await expect(vendor.prepare!()).rejects.toThrow('https only');
  expect(fake.taken).toHaveLength(0);
});

test('what Telegram says against the address reaches the operator, the secret and token do not', async () => {
  const words = 'Bad Request: bad webhook: Failed to resolve host: Name or service not known';
  fake.script(bot, telegramRefusal(400, words));
  const error: unknown = await (await open()).prepare!().catch((reason: unknown) => reason);
  expect(String(error)).toContain(words);
  expect((error as Error).cause).toBeUndefined();
  fake.script('reset');
  const silent: unknown = await (await open()).prepare!().catch((reason: unknown) => reason);
  expect(String(silent)).toContain('Telegram did not answer');
  for (const one of [error, silent]) expect(JSON.stringify(one)).not.toContain(fake.token);
});

test('check finds a bot that is called back at our address', async () => {
  const vendor = await open();
  await vendor.prepare!();
  expect(await vendor.check()).toEqual([
    { what: 'Telegram bot', state: 'ok', detail: `@${fake.botName}` },
    { what: 'Telegram webhook', state: 'ok', detail: '0 updates waiting' },
  ]);
});

test('check tells a wrong token, and asks nothing further', async () => {
  fake.script(telegramRefusal(401, 'Unauthorized'));
  expect(await (await open()).check()).toEqual([
    {
      what: 'Telegram bot',
      state: 'failed',
      detail: expect.stringContaining('TELEGRAM_BOT_TOKEN'),
    },
  ]);
});

test.each([
  ['that is not set', info({}), 'not set'],
  ['that is another’s, without showing it', info({ url: 'https://x.example/s3cr3t' }), 'another'],
  [
    'that failed of late',
    info({
      url: ours,
      pending_update_count: 3,
      last_error_date: now.getTime() / 1_000 - 60,
      last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
    }),
    '3 updates waiting; last failed 2026-05-08T13:59:00.000Z: Wrong response',
  ],
])('check warns of a webhook %s', async (_, answer, words) => {
  fake.script(bot, answer);
  const [, webhook] = await (await open()).check();
  expect(webhook).toMatchObject({ state: 'warning', detail: expect.stringContaining(words) });
  expect(webhook?.detail).not.toContain('s3cr3t');
});

test('a failure of long ago is forgotten', async () => {
  fake.script(bot, info({ url: ours, last_error_date: now.getTime() / 1_000 - 172_800 }));
  expect((await (await open()).check())[1]).toMatchObject({ state: 'ok' });
});

test('from the message to the press and back: what was sent is what comes in', async () => {
  const vendor = await open();
  await vendor.prepare!();
  const calls: HookCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const call = vendor.hooks[0]!.receive({ url: ours, headers, body, now });
      calls.push(call);
      const answer = call.kind === 'press' ? call.answer('Recorded: Reject.') : undefined;
      response.writeHead(answer?.status ?? 403).end(answer?.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  await vendor.couriers.telegram!.send(telegram.render(notice), to);
  const answer = await fake.press(fake.messages()[0]!, 'Reject', 4242, origin);
  server.close();
  expect(answer).toEqual({ status: 200, words: 'Recorded: Reject.' });
  expect(calls).toMatchObject([{ kind: 'press', code: notice.code, choice: 1, userId: '4242' }]);
});
