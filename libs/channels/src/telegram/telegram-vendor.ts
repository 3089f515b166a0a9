// Telegram as the operator sets it up: one bot, known by its token.
import { z } from 'zod';
import type { OpenVendor, Vendor, VendorParts } from '../vendor.ts';
import { checkTelegram } from './check-telegram.ts';
import { openTelegramApi } from './telegram-api.ts';
import { telegramCourier } from './telegram-courier.ts';
import { operatorWords } from './telegram-outcome.ts';
import { telegramUpdates, updateKinds, updatesSecret } from './telegram-updates.ts';

const env = {
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, { error: 'must look like 123456:ABC-DEF1234' })
    .optional()
    .meta({
      description: 'The bot that writes to Telegram chats; @BotFather makes one and tells it.',
      example: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
    }),
  TELEGRAM_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .optional()
    .meta({
      description: 'Where the Bot API is served, if not by Telegram itself.',
      example: 'http://localhost:8081',
    }),
};

export const telegramVendor: Vendor<typeof env> = { name: 'telegram', env, open };

async function open(
  {
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_URL: apiUrl = 'https://api.telegram.org',
  }: z.output<z.ZodObject<typeof env>>,
  { publicUrl, callbackSecret, now, timeoutMilliseconds }: VendorParts,
): Promise<OpenVendor> {
  if (token === undefined) {
    const missing = { telegram: ['TELEGRAM_BOT_TOKEN'] };
    return { couriers: {}, hooks: [], missing, check: async () => [] };
  }
  const url = `${publicUrl}/hooks/telegram/updates`;
  const secret = updatesSecret(callbackSecret);
  const root = apiUrl.replace(/\/+$/, '');
  const { raw: api } = await openTelegramApi({ token, apiUrl: root, timeoutMilliseconds });
  let botName: string | undefined;
  const tell = async (): Promise<void> => {
    botName = (await api.getMe()).username;
    await api.setWebhook({ url, secret_token: secret, allowed_updates: updateKinds });
  };

  return {
    couriers: { telegram: telegramCourier(api) },
    hooks: [telegramUpdates({ secret, botName: () => botName })],
    missing: {},
    check: () => checkTelegram(api, { url, now: now() }),
    async prepare() {
      if (!url.startsWith('https:')) {
        throw new Error(
          'Telegram calls back on https only: with this PUBLIC_URL its messages have no buttons.',
        );
      }
      // Words only: the client's own error has the secret in it.
      const fault = await tell().then(() => undefined, operatorWords);
      if (fault !== undefined) {
        throw new Error(`Telegram was not told where to call back: ${fault}`);
      }
    },
  };
}
