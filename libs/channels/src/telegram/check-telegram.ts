// Asks Telegram whether the bot is known, and whether its presses reach us.
import { DAY, SECOND } from '@pausepoint/core';
import type { RawApi } from 'grammy';
import type { Check } from '../vendor.ts';
import { operatorWords } from './telegram-outcome.ts';

interface Expected {
  /** Where updates should go. */
  readonly url: string;
  readonly now: Date;
}

export async function checkTelegram(
  api: Pick<RawApi, 'getMe' | 'getWebhookInfo'>,
  expected: Expected,
): Promise<readonly Check[]> {
  const bot = await check('Telegram bot', async () => {
    const { username } = await api.getMe();
    return { state: 'ok', detail: `@${username}` };
  });
  if (bot.state !== 'ok') return [bot];
  return [bot, await check('Telegram webhook', () => checkWebhook(api, expected))];
}

type Finding = Omit<Check, 'what'>;

/** The URL that is set may be another system's, and a secret of its own: it is not shown. */
async function checkWebhook(
  api: Pick<RawApi, 'getWebhookInfo'>,
  { url, now }: Expected,
): Promise<Finding> {
  const info = await api.getWebhookInfo();
  const warning = (detail: string): Finding => ({ state: 'warning', detail });
  if (!url.startsWith('https:')) {
    return warning('no buttons: Telegram calls back on https only, and PUBLIC_URL is not');
  }
  if (info.url !== url) {
    return info.url
      ? warning('another address is called: use a bot of its own here, or start the server again')
      : warning('not set: presses reach nobody until the server is started');
  }
  const waiting = `${info.pending_update_count} updates waiting`;
  const failedAt = (info.last_error_date ?? 0) * SECOND;
  if (now.getTime() - failedAt < DAY) {
    const words = info.last_error_message ?? 'no reason given';
    return warning(`${waiting}; last failed ${new Date(failedAt).toISOString()}: ${words}`);
  }
  return { state: 'ok', detail: waiting };
}

async function check(what: string, find: () => Promise<Finding>): Promise<Check> {
  try {
    return { what, ...(await find()) };
  } catch (error) {
    return { what, state: 'failed', detail: operatorWords(error) };
  }
}
