// What `doctor` finds at Twilio: the account, the senders, where replies go, what the US wants.
import type { Twilio } from 'twilio';
import type { Check } from '../vendor.ts';
import { isRefusal } from './client.ts';
import { unknownCountries } from './countries.ts';
import { canReceive, senderOf, type TwilioEnv } from './env.ts';
import { credentials } from './errors.ts';
import { checkIncoming, checkSender, checkUnitedStates, type Finding } from './sender-checks.ts';

export async function checkTwilio(
  client: Twilio,
  accountSid: string,
  env: TwilioEnv,
  publicUrl: string,
): Promise<readonly Check[]> {
  const account = await look('Twilio account', () => checkAccount(client, accountSid));
  // Nobody has to be asked for these.
  const countries = senderOf(env) ? [checkCountries(env)] : [];
  if (account.state === 'failed') return [account, ...countries];
  const texts = senderOf(env)
    ? [
        look('SMS sender', () => checkSender(client, env)),
        ...countries,
        ...(env.SMS_REPLIES ? [incoming(client, env, publicUrl)] : []),
        ...(env.SMS_COUNTRIES?.includes('US')
          ? [look('US registration', () => checkUnitedStates(client, env))]
          : []),
      ]
    : [];
  const { TWILIO_WHATSAPP_TEMPLATE: template } = env;
  const templates = template
    ? [look('WhatsApp template', () => checkTemplate(client, template))]
    : [];
  return [account, ...(await Promise.all([...texts, ...templates]))];
}

/** A check that cannot be made has failed, for a reason in our words. */
async function look(what: string, find: () => Promise<Finding>): Promise<Check> {
  try {
    return { what, ...(await find()) };
  } catch (error) {
    return { what, state: 'failed', detail: `${reason(error)}.` };
  }
}

function reason(thrown: unknown): string {
  if (!isRefusal(thrown)) return 'Twilio cannot be reached';
  if (thrown.status === 401 || thrown.status === 403) return credentials;
  if (thrown.status === 404) return 'Twilio does not know its SID in this account: check it';
  return `Twilio answered ${thrown.status}`;
}

async function checkAccount(client: Twilio, accountSid: string): Promise<Finding> {
  const { status, type } = await client.api.v2010.accounts(accountSid).fetch();
  if (status !== 'active') return { state: 'failed', detail: `The account is ${status}.` };
  if (type !== 'Trial') return { state: 'ok', detail: 'Active.' };
  const detail = 'A trial account: it sends only to numbers that were verified in the console.';
  return { state: 'warning', detail };
}

function checkCountries({ SMS_COUNTRIES: countries }: TwilioEnv): Check {
  const what = 'SMS countries';
  if (!countries) {
    return {
      what,
      state: 'failed',
      detail: 'Set SMS_COUNTRIES, such as US,CA: no text leaves yet.',
    };
  }
  const unknown = unknownCountries(countries);
  if (unknown.length === 0) return { what, state: 'ok', detail: `${countries.join(', ')}.` };
  return {
    what,
    state: 'failed',
    detail: `SMS_COUNTRIES: no such country: ${unknown.join(', ')}.`,
  };
}

function incoming(client: Twilio, env: TwilioEnv, publicUrl: string): Check | Promise<Check> {
  const what = 'SMS replies';
  if (canReceive(env)) {
    return look(what, () => checkIncoming(client, env, `${publicUrl}/hooks/twilio/sms`));
  }
  const detail = 'A sender name receives nothing: set TWILIO_FROM to a number, or SMS_REPLIES=off.';
  return { what, state: 'failed', detail };
}

async function checkTemplate(client: Twilio, sid: string): Promise<Finding> {
  const { whatsapp } = await client.content.v1.contents(sid).approvalFetch().fetch();
  const { status } = (whatsapp ?? {}) as { readonly status?: unknown };
  if (status === 'approved') return { state: 'ok', detail: 'Approved by WhatsApp.' };
  const detail = 'WhatsApp has not approved it (yet): no message leaves until it has.';
  return { state: 'failed', detail };
}
