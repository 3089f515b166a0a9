// The courier to Telegram, with Telegram at the wire as it should be and as it should not.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeCourier } from '../testing/courier-conformance.ts';
import { type FakeTelegram, openFakeTelegram, telegramRefusal } from '../testing/fake-telegram.ts';
import { notice } from '../testing/notice.ts';
import type { Mishap } from '../testing/wire.ts';
import { telegram } from './telegram.ts';
import { openTelegramApi } from './telegram-api.ts';
import { telegramCourier } from './telegram-courier.ts';

const message = telegram.render(notice);
const outcome = telegram.renderOutcome!(notice, {
  status: 'responded',
  choice: 'Approve',
  at: new Date('2026-05-08T14:07:00Z'),
  userId: '4242',
});
const to = { address: '123456789', key: 'the-key', expiresAt: notice.expiresAt };

const openCourier = async ({ url, token }: { url: string; token: string }) =>
  telegramCourier((await openTelegramApi({ token, apiUrl: url, timeoutMilliseconds: 2_000 })).raw);

const bad = (words: string, parameters?: { migrate_to_chat_id: number }) => ({
  name: words,
  mishap: telegramRefusal(400, `Bad Request: ${words}`, parameters),
});
const forbidden = (words: string) => ({
  name: words,
  mishap: telegramRefusal(403, `Forbidden: ${words}`),
});

describeCourier({
  name: 'Telegram',
  message,
  to,
  open: async () => {
    const fake = await openFakeTelegram();
    return { ...fake, courier: await openCourier(fake), taken: () => fake.messages().length };
  },
  busy: {
    mishap: telegramRefusal(429, 'Too Many Requests: retry after 17', { retry_after: 17 }),
    seconds: 17,
  },
  broken: [
    { mishap: telegramRefusal(500, 'Internal Server Error'), kind: 'unsure' },
    { mishap: { status: 502, body: '<html>Bad Gateway</html>' }, kind: 'unsure' },
    { mishap: { status: 503, body: '<html>Unavailable</html>' }, kind: 'retry' },
    { mishap: { status: 504, body: '' }, kind: 'unsure' },
    { mishap: { status: 200, body: '<html>Log in to this network</html>' }, kind: 'unsure' },
    { mishap: { status: 429, body: 'slow down' }, kind: 'retry' },
    { mishap: telegramRefusal(401, 'Unauthorized'), kind: 'retry' },
    { mishap: telegramRefusal(404, 'Not Found'), kind: 'retry' },
  ],
  permanent: [
    forbidden('bot was blocked by the user'),
    forbidden('bot was kicked from the group chat'),
    forbidden('user is deactivated'),
    forbidden("bot can't initiate conversation with a user"),
    bad('chat not found'),
    bad('not enough rights to send text messages to the chat'),
    bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100987654321 }),
    bad('something nobody has heard of'),
  ],
});

describe('with Telegram at the wire', () => {
  let fake: FakeTelegram;
  beforeEach(async () => {
    fake = await openFakeTelegram();
  });
  afterEach(() => fake.close());

  const send = async (...mishaps: readonly Mishap[]) => {
    fake.script(...mishaps);
    return (await openCourier(fake)).send(message, to);
  };
  const edit = async (ref: string, ...mishaps: readonly Mishap[]) => {
    fake.script(...mishaps);
    return (await openCourier(fake)).edit!(outcome, { ...to, ref });
  };

  test('sends text as it stands, without link previews, and knows the message by its id', async () => {
    expect(await send()).toEqual({ kind: 'delivered', ref: '1' });
    const sent = JSON.parse(fake.taken[0]!.body) as Record<string, unknown>;
    expect(sent).toMatchObject({ chat_id: to.address, text: message.text });
    expect(sent['link_preview_options']).toEqual({ is_disabled: true });
    expect(sent).not.toHaveProperty('parse_mode');
  });

  test('a question becomes its outcome, and loses its buttons', async () => {
    await send();
    expect(await edit('1')).toEqual({ kind: 'delivered' });
    expect(fake.messages()).toMatchObject([{ text: outcome.text, buttons: [], edits: 1 }]);
  });

  test('an edit whose answer was lost is made again, and changes nothing more', async () => {
    await send();
    expect(await edit('1', 'reset')).toMatchObject({ kind: 'retry' });
    await edit('1');
    expect(await edit('1')).toEqual({ kind: 'delivered' });
    expect(fake.messages()).toMatchObject([{ edits: 1 }]);
  });

  test('a message that is gone is not edited again', async () => {
    expect(await edit('77')).toEqual({ kind: 'dead', error: 'the message is gone' });
  });

  test('a group that moved has another id: the error says how to learn it, not the id', async () => {
    const moved = await send(
      telegramRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: -100987654321,
      }),
    );
    expect(moved).toMatchObject({ kind: 'dead', error: expect.stringContaining('/start@') });
    expect(JSON.stringify(moved)).not.toContain('987654321');
  });

  test('a wrong token is tried again, for the operator can put it right', async () => {
    const courier = await openCourier({ ...fake, token: '1:wrong' });
    expect(await courier.send(message, to)).toEqual({
      kind: 'retry',
      error: 'Telegram does not know this bot (401): TELEGRAM_BOT_TOKEN is wrong',
    });
  });

  test('where no connection stood nothing was sent: tried again without doubt', async () => {
    await fake.close();
    expect(await send()).toEqual({ kind: 'retry', error: 'Telegram could not be reached' });
  });
});
