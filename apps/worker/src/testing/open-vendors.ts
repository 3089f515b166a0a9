// Twilio and Telegram at the wire, and the real couriers that lead to them.
import { channelsEnv, openChannels, type OpenChannels } from '@pausepoint/channels';
import {
  openFakeTelegram,
  openFakeTwilio,
  type FakeTelegram,
  type FakeTwilio,
} from '@pausepoint/channels/testing';
import { readEnv } from '@pausepoint/runtime';
import type { Store } from '@pausepoint/store';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { testConfig } from './set-up.ts';

export interface Vendors {
  readonly twilio: FakeTwilio;
  readonly telegram: FakeTelegram;
  readonly channels: OpenChannels;
}

/** @param timeoutMilliseconds how long a vendor may take to answer */
export async function openVendors({ ring }: Store, timeoutMilliseconds = 2_000): Promise<Vendors> {
  const { publicUrl } = testConfig;
  const [twilio, telegram] = await Promise.all([openFakeTwilio({ publicUrl }), openFakeTelegram()]);
  const env = {
    ...twilio.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
  };
  const channels = await openChannels(readEnv(z.object(channelsEnv), env), {
    local: false,
    publicUrl,
    ring,
    now: () => new Date(),
    onError: () => undefined,
    timeoutMilliseconds,
  });
  onTestFinished(async () => {
    channels.close();
    await Promise.all([twilio.close(), telegram.close()]);
  });
  return { twilio, telegram, channels };
}
