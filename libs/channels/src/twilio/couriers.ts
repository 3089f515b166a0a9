// The couriers for texts and WhatsApp: one API call each, whose later fate is reported back to us.
import type { Outcome } from '@pausepoint/core';
import type { Twilio } from 'twilio';
import type { Courier, Message, To } from '../channel.ts';
import type { VendorParts } from '../vendor.ts';
import type { TemplateWords } from '../whatsapp/whatsapp.ts';
import { refusedCountry } from './countries.ts';
import { canReceive, senderOf, type TwilioEnv } from './env.ts';
import { wordsFor } from './errors.ts';
import { outcomeOf } from './outcome.ts';

/** What a person can be asked to bear, and what a loop gone wild can cost. */
const PER_HOUR = 10;
/** Twilio's own limit: ten hours. */
const LONGEST_VALIDITY = 36_000;

type Parts = Pick<VendorParts, 'publicUrl' | 'now'>;
type Call = Parameters<Twilio['messages']['create']>[0];

/** Null while a variable it needs is missing. */
export function smsCourier(client: Twilio, env: TwilioEnv, parts: Parts): Courier | null {
  const { SMS_COUNTRIES: countries, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid } = env;
  const sender = senderOf(env);
  if (sender === undefined || countries === undefined) return null;
  const from = messagingServiceSid ? { messagingServiceSid } : { from: sender };
  return {
    perHour: PER_HOUR,
    ...(env.SMS_REPLIES && canReceive(env) && { replyLine: sender }),
    refuses: (address) => refusedCountry(countries, address),
    send: ({ text }, to) => hand(client, { ...from, to: to.address, body: text }, to, parts),
  };
}

/** Null while a variable it needs is missing. */
export function whatsappCourier(
  client: Twilio,
  env: TwilioEnv,
  parts: Parts,
): Courier<TemplateWords> | null {
  const { TWILIO_WHATSAPP_FROM: from, TWILIO_WHATSAPP_TEMPLATE: contentSid } = env;
  if (from === undefined || contentSid === undefined) return null;
  const fill = ({ payload }: Message<TemplateWords>, address: string): Call => ({
    from: `whatsapp:${from}`,
    to: `whatsapp:${address}`,
    contentSid,
    contentVariables: JSON.stringify(payload),
  });
  return {
    perHour: PER_HOUR,
    send: (message, to) => hand(client, fill(message, to.address), to, parts),
  };
}

async function hand(
  client: Twilio,
  call: Call,
  { key, expiresAt }: To,
  { publicUrl, now }: Parts,
): Promise<Outcome> {
  const secondsLeft = Math.floor((expiresAt.getTime() - now().getTime()) / 1000);
  if (secondsLeft < 1) return { kind: 'moot', error: 'the deadline passed' };
  try {
    const { status, errorCode } = await client.messages.create({
      ...call,
      statusCallback: `${publicUrl}/hooks/twilio/status?delivery=${key}`,
      validityPeriod: Math.min(secondsLeft, LONGEST_VALIDITY),
    });
    const lost = status === 'failed' || status === 'undelivered' || status === 'canceled';
    return lost ? { kind: 'dead', error: wordsFor(errorCode ?? undefined) } : { kind: 'delivered' };
  } catch (error) {
    return outcomeOf(error, now());
  }
}
