// Every vendor there is; a new one is a file and a line here.
import { smtpVendor } from './email/smtp-vendor.ts';
import { slackVendor } from './slack/slack-vendor.ts';
import { telegramVendor } from './telegram/telegram-vendor.ts';
import { twilioVendor } from './twilio/twilio-vendor.ts';
import type { Vendor } from './vendor.ts';

export const vendors: readonly Vendor[] = [slackVendor, smtpVendor, telegramVendor, twilioVendor];

/** Every variable of every vendor: apps read them together with their own. */
export const channelsEnv = {
  ...slackVendor.env,
  ...smtpVendor.env,
  ...telegramVendor.env,
  ...twilioVendor.env,
};
