// What the Bot API refuses of a message, in its words.
import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';

export interface TelegramCall {
  readonly chat_id?: string | number;
  readonly message_id?: number;
  readonly text?: string;
  readonly parse_mode?: string;
  readonly entities?: readonly MessageEntity[];
  readonly reply_markup?: { readonly inline_keyboard: InlineKeyboardButton[][] };
}

/** Undefined: it is taken. */
export function faultOf({
  chat_id,
  text = '',
  parse_mode,
  entities = [],
  reply_markup,
}: TelegramCall): string | undefined {
  if (!/^-?\d+$/.test(String(chat_id))) return 'chat not found';
  if (parse_mode !== undefined) return 'this stand-in knows entities only';
  if (text.trim() === '') return 'message text is empty';
  if (text.length > 4_096) return 'message is too long';
  const faults = [
    ...entities.map((entity) => entityFault(entity, text)),
    ...(reply_markup?.inline_keyboard.flat() ?? []).map(buttonFault),
  ];
  return faults.find((fault) => fault !== undefined);
}

function entityFault({ type, offset, length }: MessageEntity, text: string): string | undefined {
  const known = ['bold', 'code', 'blockquote', 'expandable_blockquote'];
  if (!known.includes(type)) return "can't parse MessageEntity: unsupported type";
  const at = `entity beginning at UTF-16 offset ${offset}`;
  if (offset < 0 || length < 1) return `${at} has no length`;
  if (offset + length > text.length) return `${at} ends after the end of the text`;
  const cut = [offset, offset + length].some(
    (end) => /[\uDC00-\uDFFF]/.test(text[end] ?? '') && /[\uD800-\uDBFF]/.test(text[end - 1] ?? ''),
  );
  return cut ? `${at} starts or ends in the middle of a UTF-16 symbol` : undefined;
}

function buttonFault(button: InlineKeyboardButton): string | undefined {
  if (button.text.trim() === '') return 'text buttons must have a text';
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    return bytes < 1 || bytes > 64 ? 'BUTTON_DATA_INVALID' : undefined;
  }
  const url = 'url' in button && URL.canParse(button.url) ? new URL(button.url) : undefined;
  return url?.protocol === 'https:' && url.hostname.includes('.')
    ? undefined
    : 'inline keyboard button URL is invalid: Wrong HTTP URL';
}
