// What Telegram tells us is believed only with our secret, and what it then may mean.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notice } from '../testing/notice.ts';
import { telegramUpdates, updatesSecret } from './telegram-updates.ts';

const secret = updatesSecret('callback-secret');
const hook = telegramUpdates({ secret, botName: () => 'pausepoint_bot' });

const receiveRaw = (body: string, token: string | undefined = secret) =>
  hook.receive({
    url: 'https://approve.example.com/hooks/telegram/updates',
    headers: { 'x-telegram-bot-api-secret-token': token },
    body,
    now: new Date('2026-05-08T14:00:00Z'),
  });
const receive = (update: object) => receiveRaw(JSON.stringify({ update_id: 1, ...update }));

const press = (data: string) =>
  receive({ callback_query: { id: '77', from: { id: 4_242_000_000 }, data, chat_instance: '1' } });
const said = (text: string | undefined, chat: object) => {
  const call = receive({ message: { message_id: 1, date: 0, chat, text } });
  if (call.kind !== 'nothing') throw new Error(call.kind);
  return call.answer.body === '' ? undefined : (JSON.parse(call.answer.body) as { text: string });
};

test('the secret keeps to Telegram’s alphabet and is not the one it is derived from', () => {
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(updatesSecret('another')).not.toBe(secret);
});

test('without the exact secret nothing is believed, whatever it says', () => {
  const body = JSON.stringify({ callback_query: { id: '1', from: { id: 1 }, data: 'x:0' } });
  const wrong = ['', secret.slice(1), `${secret} `, secret.toLowerCase(), 'callback-secret'];
  for (const token of wrong) expect(receiveRaw(body, token)).toEqual({ kind: 'forged' });
  const unsigned = { url: '', headers: {}, body, now: new Date(0) };
  expect(hook.receive(unsigned)).toEqual({ kind: 'forged' });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (token) => {
      expect(receiveRaw(body, token).kind).toBe('forged');
    }),
  );
});

test('a press names the question, the option, and the user Telegram vouches for', () => {
  const call = press(`${notice.code}:1`);
  expect(call).toMatchObject({
    kind: 'press',
    id: expect.stringMatching(/^telegram\/./) as string,
    code: notice.code,
    choice: 1,
    via: 'telegram',
    identifiedBy: 'telegram_user',
    userId: '4242000000',
  });
});

test('the human is told in the answer to the press, in 200 characters at most', () => {
  const call = press(`${notice.code}:0`);
  if (call.kind !== 'press') throw new Error(call.kind);
  const told = (words: string | null): unknown => JSON.parse(call.answer(words).body);
  expect(call.answer('Recorded.')).toMatchObject({ status: 200, type: 'application/json' });
  expect(told('Recorded: Approve.')).toEqual({
    method: 'answerCallbackQuery',
    callback_query_id: '77',
    text: 'Recorded: Approve.',
  });
  expect(told(null)).toEqual({ method: 'answerCallbackQuery', callback_query_id: '77' });
  expect((told('x'.repeat(500)) as { text: string }).text).toHaveLength(200);
});

test('a replayed update is the same press again: the gate refuses a second answer', () => {
  const summary = ({ kind, ...rest }: ReturnType<typeof press>) =>
    JSON.stringify({ kind, ...rest });
  expect(summary(press(`${notice.code}:0`))).toBe(summary(press(`${notice.code}:0`)));
});

test.each([
  '',
  'menu:2',
  `${notice.code}:12`,
  `${notice.code}:-1`,
  `${notice.code}`,
  `x${notice.code}:0`,
])('a button that is not ours (%j) decides nothing, and stops turning', (data) => {
  const call = press(data);
  expect(call).toMatchObject({ kind: 'nothing', answer: { status: 200 } });
  expect(call).toHaveProperty('answer.body', expect.stringContaining('answerCallbackQuery'));
});

test('whoever writes to the bot is told the chat id, to be copied by a tap', () => {
  for (const text of ['/start', 'hello', undefined]) {
    expect(said(text, { id: 4242, type: 'private' })).toMatchObject({
      method: 'sendMessage',
      chat_id: 4242,
      text: expect.stringMatching(/^Your chat id is 4242\.\n/),
      entities: [{ type: 'code', offset: 16, length: 4 }],
    });
  }
});

test('a group is told its id when the bot is named, and left alone otherwise', () => {
  const group = { id: -1_001_234_567_890, type: 'supergroup' };
  expect(said('/start@PausePoint_bot', group)?.text).toContain('-1001234567890');
  expect(said('/start@pausepoint_bot please', group)).toBeDefined();
  for (const text of [
    '/start',
    'hi /start@pausepoint_bot',
    '/start@another_bot',
    'hello',
    undefined,
  ]) {
    expect(said(text, group)).toBeUndefined();
  }
});

test('a group is answered even before the bot’s name is known', () => {
  const young = telegramUpdates({ secret, botName: () => undefined });
  const body = JSON.stringify({
    message: { chat: { id: -5, type: 'group' }, text: '/start@any_bot' },
  });
  const headers = { 'x-telegram-bot-api-secret-token': secret };
  expect(young.receive({ url: '', headers, body, now: new Date(0) })).toHaveProperty(
    'answer.body',
    expect.stringContaining('-5'),
  );
});

test('anything else with our secret is heard and means nothing', () => {
  for (const update of [{}, { edited_message: { text: 'x' } }, { callback_query: { id: 7 } }]) {
    expect(receive(update)).toMatchObject({ kind: 'nothing', answer: { status: 200, body: '' } });
  }
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (body) => {
      expect(receiveRaw(body).kind).toBe('nothing');
    }),
  );
});
