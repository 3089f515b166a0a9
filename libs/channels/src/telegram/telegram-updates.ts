// What Telegram tells us of a chat: a button was pressed, or somebody asks for the chat's id.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Hook, type HookAnswer, type HookCall, heard } from '../hook.ts';
import { parsePressData } from '../press-data.ts';
import { shorten } from '../shorten.ts';
import { code, styledText } from './styled-text.ts';

const LONGEST_ANSWER = 200;

/** Kinds of update we ask for. */
export const updateKinds = ['message', 'callback_query'] as const;

const update = z.object({
  callback_query: z
    .object({
      id: z.string(),
      from: z.object({ id: z.int().positive() }),
      data: z.string().optional(),
    })
    .optional(),
  message: z
    .object({
      chat: z.object({ id: z.int(), type: z.string() }),
      text: z.string().optional(),
    })
    .optional(),
});
type Update = z.output<typeof update>;

/** What Telegram shows with every update, to prove that it is Telegram: 43 characters it allows. */
export const updatesSecret = (callbackSecret: string): string =>
  createHmac('sha256', callbackSecret).update('telegram/updates').digest('base64url');

interface Parts {
  readonly secret: string;
  /** The bot's name, as far as it is known yet. */
  readonly botName: () => string | undefined;
}

/** Keeps nothing: that an update comes twice is for the gate to notice, not for us. */
export function telegramUpdates({ secret, botName }: Parts): Hook {
  return {
    path: 'telegram/updates',
    receive({ headers, body }) {
      if (!isSame(headers['x-telegram-bot-api-secret-token'] ?? '', secret)) {
        return { kind: 'forged' };
      }
      const { callback_query, message } = readUpdate(body);
      if (callback_query) return pressOf(callback_query);
      if (message && asksForId(message, botName())) {
        return { kind: 'nothing', answer: json({ method: 'sendMessage', ...idOf(message.chat) }) };
      }
      return { kind: 'nothing', answer: heard };
    },
  };
}

function pressOf({ id, from, data }: NonNullable<Update['callback_query']>): HookCall {
  const answer = (words: string | null): HookAnswer =>
    json({
      method: 'answerCallbackQuery',
      callback_query_id: id,
      ...(words !== null && { text: shorten(words, LONGEST_ANSWER) }),
    });
  const press = parsePressData(data ?? '');
  // Even a foreign button turns until it is answered.
  if (!press) return { kind: 'nothing', answer: answer(null) };
  return {
    kind: 'press',
    id: `telegram/${id}`,
    ...press,
    via: 'telegram',
    identifiedBy: 'telegram_user',
    userId: String(from.id),
    answer,
  };
}

/** Anything said to the bot alone; in a group only what names it, for others talk there too. */
function asksForId(
  { chat, text = '' }: NonNullable<Update['message']>,
  botName: string | undefined,
): boolean {
  if (chat.type === 'private') return true;
  const [, named] = /^\/start@(\w+)(?!\S)/.exec(text) ?? [];
  return named !== undefined && named.toLowerCase() === (botName ?? named).toLowerCase();
}

function idOf({ id, type }: NonNullable<Update['message']>['chat']) {
  const whose = type === 'private' ? 'Your chat id' : 'The id of this group';
  const how = 'Whoever wants to ask here gives it as the recipient, with the channel “telegram”.';
  return { chat_id: id, ...styledText([`${whose} is `, code(String(id)), `.\n${how}`]) };
}

function readUpdate(body: string): Update {
  try {
    return update.parse(JSON.parse(body));
  } catch {
    return {};
  }
}

/** In constant time, whatever the length: both are hashed first. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

const json = (body: object): HookAnswer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body),
});
