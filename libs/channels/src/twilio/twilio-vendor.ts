// Twilio as the operator sets it up: texts, WhatsApp, and what comes back from both.
import type { ChannelName } from '@pausepoint/core';
import type { OpenVendor, Vendor, VendorParts } from '../vendor.ts';
import { checkTwilio } from './checks.ts';
import { type Account, openClient } from './client.ts';
import { smsCourier, whatsappCourier } from './couriers.ts';
import { senderOf, type TwilioEnv, twilioEnv } from './env.ts';
import { smsHook, statusHook } from './hooks.ts';
import { readSignedForm } from './signed-form.ts';

export const twilioVendor: Vendor<typeof twilioEnv> = { name: 'twilio', env: twilioEnv, open };

async function open(env: TwilioEnv, parts: VendorParts): Promise<OpenVendor> {
  const missing = missingOf(env);
  const account = accountOf(env);
  if (!account) return { couriers: {}, hooks: [], missing, check: async () => unopened(env) };
  const { client, validateRequest } = await openClient(account, env.TWILIO_API_URL, parts);
  const sms = smsCourier(client, env, parts);
  const whatsapp = whatsappCourier(client, env, parts);
  const read = (request: Parameters<typeof readSignedForm>[0]) =>
    readSignedForm(request, account, validateRequest);
  return {
    couriers: { ...(sms && { sms }), ...(whatsapp && { whatsapp }) },
    hooks: [statusHook(read), smsHook(read, senderOf(env))],
    missing,
    check: () => checkTwilio(client, account.accountSid, env, parts.publicUrl),
  };
}

function accountOf(env: TwilioEnv): Account | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = env;
  return accountSid && authToken ? { accountSid, authToken } : undefined;
}

function missingOf(env: TwilioEnv): OpenVendor['missing'] {
  const account = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] as const;
  const unset = (names: readonly (keyof TwilioEnv)[]): string[] =>
    names.filter((name) => env[name] === undefined);
  const sender = senderOf(env) ? [] : ['TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID'];
  const wanted: readonly (readonly [ChannelName, readonly string[]])[] = [
    ['sms', [...unset(account), ...sender, ...unset(['SMS_COUNTRIES'])]],
    ['whatsapp', unset([...account, 'TWILIO_WHATSAPP_FROM', 'TWILIO_WHATSAPP_TEMPLATE'])],
  ];
  return Object.fromEntries(wanted.filter(([, names]) => names.length > 0));
}

/** Half an account is a mistake; none at all is a choice. */
function unopened(env: TwilioEnv): Awaited<ReturnType<OpenVendor['check']>> {
  if (!env.TWILIO_ACCOUNT_SID && !env.TWILIO_AUTH_TOKEN) return [];
  const absent = env.TWILIO_ACCOUNT_SID ? 'TWILIO_AUTH_TOKEN' : 'TWILIO_ACCOUNT_SID';
  return [{ what: 'Twilio account', state: 'failed', detail: `Set ${absent} too.` }];
}
