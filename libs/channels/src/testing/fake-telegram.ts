// Telegram at the wire: takes what the real Bot API takes, refuses what it refuses, and has people.
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import { faultOf, type TelegramCall } from './telegram-faults.ts';
import { openWire, type Wire, type WireAnswer, type WireRequest } from './wire.ts';

export interface ShownMessage {
  readonly chat: string;
  readonly id: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  /** Line by line. */
  readonly buttons: readonly (readonly InlineKeyboardButton[])[];
  readonly edits: number;
}

/** What came back from a webhook, and what the person sees of it. */
export interface UpdateAnswer {
  readonly status: number;
  /** What pops up after a press, or is written into the chat; null: nothing. */
  readonly words: string | null;
}

interface Told {
  readonly url: string;
  readonly secret_token?: string;
  readonly allowed_updates?: readonly string[];
}

export interface FakeTelegram extends Wire {
  readonly token: string;
  readonly botName: string;
  /** As the chats show them now, in the order they came. */
  readonly messages: () => readonly ShownMessage[];
  /** What setWebhook was told last. */
  readonly webhook: () => Told | undefined;
  /**
   * A person presses the button with this label.
   * @param origin where the webhook's path is served, when its public URL is not to be reached
   */
  press(
    message: ShownMessage,
    label: string,
    userId: number,
    origin?: string,
  ): Promise<UpdateAnswer>;
  /** Somebody writes to the bot; a chat id below zero is a group's. */
  say(chat: number, text: string, origin?: string): Promise<UpdateAnswer>;
  /** From now on the bot is blocked there. */
  block(chat: number): void;
  /** Any update, as it is. */
  post(update: object, origin?: string): Promise<UpdateAnswer>;
}

/** How Telegram says no. */
export const telegramRefusal = (
  status: number,
  description: string,
  parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number },
): { readonly status: number; readonly body: unknown } => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters && { parameters }) },
});

export async function openFakeTelegram(
  token = '123456:fake-telegram-token',
): Promise<FakeTelegram> {
  const botName = 'pausepoint_test_bot';
  const messages: ShownMessage[] = [];
  const blocked = new Set<string>();
  let told: Told | undefined;
  let updates = 0;

  const methods: Readonly<Record<string, (call: TelegramCall) => WireAnswer>> = {
    getMe: () => result({ id: 123456, is_bot: true, first_name: 'PausePoint', username: botName }),
    getWebhookInfo: () =>
      result({ url: told?.url ?? '', has_custom_certificate: false, pending_update_count: 0 }),
    setWebhook(call) {
      const asked = call as Told;
      if (!asked.url.startsWith('https://')) {
        return refuse('bad webhook: An HTTPS URL must be provided for webhook');
      }
      if (!/^[\w-]{1,256}$/.test(asked.secret_token ?? '-')) {
        return refuse('secret token contains unallowed characters');
      }
      told = asked;
      return result(true);
    },
    sendMessage(call) {
      const wrong = faultOf(call);
      if (wrong !== undefined) return refuse(wrong);
      if (blocked.has(String(call.chat_id))) {
        return telegramRefusal(403, 'Forbidden: bot was blocked by the user');
      }
      const message = { ...shown(call), id: messages.length + 1, edits: 0 };
      messages.push(message);
      return result({ message_id: message.id, date: 0, chat: { id: call.chat_id } });
    },
    editMessageText(call) {
      const wrong = faultOf(call);
      const at = messages.findIndex(
        ({ chat, id }) => chat === String(call.chat_id) && id === call.message_id,
      );
      const old = messages[at];
      if (!old) return refuse('message to edit not found');
      if (wrong !== undefined) return refuse(wrong);
      const edited = { ...old, ...shown(call) };
      if (JSON.stringify(edited) === JSON.stringify(old)) {
        return refuse('message is not modified: specified new message content is the same');
      }
      messages[at] = { ...edited, edits: old.edits + 1 };
      return result({ message_id: old.id, date: 0, chat: { id: call.chat_id } });
    },
  };

  function answer({ path, body }: WireRequest): WireAnswer {
    const [, by, name = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (by !== token) return telegramRefusal(401, 'Unauthorized');
    const method = methods[name];
    return method
      ? method(JSON.parse(body || '{}') as TelegramCall)
      : telegramRefusal(404, 'Not Found');
  }

  async function post(update: object, origin?: string): Promise<UpdateAnswer> {
    if (!told) throw new Error('no webhook is set');
    const { pathname } = new URL(told.url);
    const response = await fetch(origin ? new URL(pathname, origin) : told.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Telegram-Bot-Api-Secret-Token': told.secret_token ?? '',
      },
      body: JSON.stringify({ update_id: ++updates, ...update }),
    });
    const text = await response.text();
    const reply = (response.ok && text !== '' ? JSON.parse(text) : {}) as TelegramCall & {
      method?: string;
    };
    if (reply.method === 'sendMessage') methods['sendMessage']!(reply);
    return { status: response.status, words: reply.text ?? null };
  }

  const wire = await openWire(answer);
  return {
    ...wire,
    token,
    botName,
    messages: () => [...messages],
    webhook: () => told,
    block: (chat) => void blocked.add(String(chat)),
    post,
    say: (chat, text, origin) =>
      post({ message: { chat: { id: chat, type: chat < 0 ? 'group' : 'private' }, text } }, origin),
    async press({ chat, id, buttons }, label, userId, origin) {
      const button = buttons.flat().find(({ text }) => text === label);
      if (!button || !('callback_data' in button)) throw new Error(`no such button: ${label}`);
      const query = {
        id: String(updates + 1),
        from: { id: userId, is_bot: false, first_name: 'Somebody' },
        message: { message_id: id, chat: { id: Number(chat) } },
        data: button.callback_data,
      };
      return post({ callback_query: query }, origin);
    },
  };
}

const result = (value: unknown): WireAnswer => ({ body: { ok: true, result: value } });

const refuse = (words: string): WireAnswer => telegramRefusal(400, `Bad Request: ${words}`);

const shown = ({ chat_id, text = '', entities = [], reply_markup }: TelegramCall) => ({
  chat: String(chat_id),
  text,
  entities,
  buttons: reply_markup?.inline_keyboard ?? [],
});
