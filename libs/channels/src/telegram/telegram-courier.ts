// Carries messages to Telegram, and changes those that are there.
import type { RawApi } from 'grammy';
import type { Courier, Message } from '../channel.ts';
import type { TelegramPayload } from './telegram.ts';
import { isUnchanged, outcomeOfError } from './telegram-outcome.ts';

/** Telegram itself says when a chat gets too much, and until when: no limit of ours beside it. */
export function telegramCourier(
  api: Pick<RawApi, 'sendMessage' | 'editMessageText'>,
): Courier<TelegramPayload> {
  return {
    async send(message, { address }) {
      try {
        const { message_id } = await api.sendMessage({ chat_id: address, ...content(message) });
        return { kind: 'delivered', ref: String(message_id) };
      } catch (error) {
        return outcomeOfError(error);
      }
    },

    async edit(message, { address, ref }) {
      try {
        const message_id = Number(ref);
        await api.editMessageText({ chat_id: address, message_id, ...content(message) });
        return { kind: 'delivered' };
      } catch (error) {
        if (isUnchanged(error)) return { kind: 'delivered' };
        const outcome = outcomeOfError(error);
        // The same change twice is one change: there is nothing to be careful about.
        return outcome.kind === 'unsure' ? { ...outcome, kind: 'retry' } : outcome;
      }
    },
  };
}

/** No `parse_mode`: the text is taken as it stands. Without a keyboard an edit takes it away. */
function content({ text, payload }: Message<TelegramPayload>) {
  const buttons = payload?.keyboard;
  return {
    text,
    entities: [...(payload?.entities ?? [])],
    link_preview_options: { is_disabled: true },
    ...(buttons && { reply_markup: buttons }),
  };
}
