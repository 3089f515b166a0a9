// Twilio at the wire: takes what the real API takes, refuses what it refuses, calls back signed.
import { createHmac, randomBytes } from 'node:crypto';
import { twilioFault } from './twilio-faults.ts';
import { twilioResources, type TwilioSetup } from './twilio-resources.ts';
import { openWire, type Wire, type WireAnswer, type WireRequest } from './wire.ts';

export type { TwilioSetup } from './twilio-resources.ts';

export interface SentMessage {
  readonly sid: string;
  /** As Twilio was given it: WhatsApp's start with `whatsapp:`. */
  readonly to: string;
  /** A number, or a messaging service's SID. */
  readonly sender: string;
  readonly body: string | null;
  /** Of the template, by number. */
  readonly variables: Readonly<Record<string, string>> | null;
  readonly statusCallback: string;
  readonly validityPeriod: number;
}

export interface FakeTwilio extends Wire {
  /** What a server needs to send through here. */
  readonly env: Readonly<Record<string, string>>;
  readonly messages: readonly SentMessage[];
  /**
   * Tells what became of a message.
   * @param origin where PUBLIC_URL is really served, when it is not to be reached
   */
  report(index: number, status: string, errorCode?: number, origin?: string): Promise<Response>;
  /** A phone texts; STOP and its kind opt it out, as with Twilio. */
  receive(from: string, text: string, origin?: string): Promise<Response>;
}

interface Surroundings extends TwilioSetup {
  readonly publicUrl: string;
}

const accountSid = `AC${'f'.repeat(32)}`;
const authToken = 'fake-twilio-token';
const whatsapp = { from: '+15005550009', template: `HX${'f'.repeat(32)}` };
const optOutWords = /^(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)$/i;

/** As Twilio says no. */
export const twilioRefusal = (
  status: number,
  code: number,
): { readonly status: number; readonly body: unknown } => ({
  status,
  body: {
    status,
    code,
    message: 'Twilio says a lot here, +15550100 and the message included',
    more_info: `https://www.twilio.com/docs/errors/${code}`,
  },
});

export async function openFakeTwilio({ publicUrl, ...setup }: Surroundings): Promise<FakeTwilio> {
  const messages: SentMessage[] = [];
  const optedOut = new Set<string>();
  const number = setup.from ?? '+15005550006';
  const resources = twilioResources(accountSid, { ...setup, from: number });

  function answer({ method, path, headers, body }: WireRequest): WireAnswer {
    const expected = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    if (headers.authorization !== expected) return twilioRefusal(401, 20003);
    if (method === 'GET') return resources(path) ?? twilioRefusal(404, 20404);
    if (path !== `/2010-04-01/Accounts/${accountSid}/Messages.json`) {
      return twilioRefusal(404, 20404);
    }
    return take(new URLSearchParams(body));
  }

  function take(form: URLSearchParams): WireAnswer {
    const code = twilioFault(form, { sender: setup.serviceSid ?? number, whatsapp, optedOut });
    if (code) return twilioRefusal(400, code);
    const variables = form.get('ContentVariables');
    const sent: SentMessage = {
      sid: `SM${messages.length.toString(16).padStart(32, '0')}`,
      to: form.get('To')!,
      sender: form.get('From') ?? form.get('MessagingServiceSid')!,
      body: form.get('Body'),
      variables: variables === null ? null : (JSON.parse(variables) as Record<string, string>),
      statusCallback: form.get('StatusCallback')!,
      validityPeriod: Number(form.get('ValidityPeriod')),
    };
    messages.push(sent);
    return { status: 201, body: { sid: sent.sid, status: 'queued', error_code: null } };
  }

  async function post(
    url: string,
    fields: Readonly<Record<string, string>>,
    origin = publicUrl,
  ): Promise<Response> {
    const form = { ApiVersion: '2010-04-01', AccountSid: accountSid, ...fields };
    const signature = signTwilio(authToken, url, form);
    return await fetch(origin + url.slice(publicUrl.length), {
      method: 'POST',
      headers: { 'X-Twilio-Signature': signature },
      body: new URLSearchParams(form),
    });
  }

  const wire = await openWire(answer);
  return {
    ...wire,
    env: {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      ...(setup.serviceSid
        ? { TWILIO_MESSAGING_SERVICE_SID: setup.serviceSid }
        : { TWILIO_FROM: number }),
      SMS_COUNTRIES: 'US,CA',
      SMS_REPLIES: 'on',
      TWILIO_WHATSAPP_FROM: whatsapp.from,
      TWILIO_WHATSAPP_TEMPLATE: whatsapp.template,
      TWILIO_API_URL: wire.url,
    },
    messages,
    report(index, status, errorCode, origin) {
      const { sid, to, statusCallback } = messages[index]!;
      const error = errorCode === undefined ? {} : { ErrorCode: String(errorCode) };
      const fields = { MessageSid: sid, To: to, MessageStatus: status, SmsStatus: status };
      return post(statusCallback, { ...fields, ...error }, origin);
    },
    receive(from, text, origin) {
      if (optOutWords.test(text.trim())) optedOut.add(from);
      const via = setup.serviceSid ? { MessagingServiceSid: setup.serviceSid } : {};
      const sid = `SM${randomBytes(16).toString('hex')}`;
      const fields = { MessageSid: sid, From: from, To: number, Body: text, NumMedia: '0' };
      const received = { ...fields, ...via, SmsStatus: 'received' };
      return post(`${publicUrl}/hooks/twilio/sms`, received, origin);
    },
  };
}

/** As Twilio signs a form. */
export const signTwilio = (
  token: string,
  url: string,
  form: Readonly<Record<string, string>>,
): string =>
  createHmac('sha1', token)
    .update(url + flat(form))
    .digest('base64');

const flat = (form: Readonly<Record<string, string>>): string =>
  Object.keys(form)
    .sort()
    .map((name) => name + form[name]!)
    .join('');
