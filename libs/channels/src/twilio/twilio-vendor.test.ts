// What an operator sets switches channels on, and `doctor` says what is still in the way.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openFakeTwilio, type TwilioSetup } from '../testing/fake-twilio.ts';
import { twilioEnv } from './env.ts';
import { openTwilio, publicUrl } from './testing.ts';

const serviceSid = `MG${'1'.repeat(32)}`;
const incoming = `${publicUrl}/hooks/twilio/sms`;
const account = {
  TWILIO_ACCOUNT_SID: `AC${'f'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
};

test('without an account nothing is open, checked or missing but said', async () => {
  const { couriers, hooks, missing, check } = await openTwilio({});
  expect({ couriers, hooks }).toEqual({ couriers: {}, hooks: [] });
  expect(missing).toEqual({
    sms: [
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID',
      'SMS_COUNTRIES',
    ],
    whatsapp: [
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_WHATSAPP_FROM',
      'TWILIO_WHATSAPP_TEMPLATE',
    ],
  });
  expect(await check()).toEqual([]);
});

test('half an account is a mistake', async () => {
  const { check } = await openTwilio({ TWILIO_AUTH_TOKEN: 'token' });
  expect(await check()).toMatchObject([
    { state: 'failed', detail: expect.stringMatching(/TWILIO_ACCOUNT_SID/) as string },
  ]);
});

test('no text leaves without SMS_COUNTRIES', async () => {
  const { couriers, missing } = await openTwilio({ ...account, TWILIO_FROM: '+15005550006' });
  expect(couriers).toEqual({});
  expect(missing.sms).toEqual(['SMS_COUNTRIES']);
});

test('a message gets no more than ten an hour, and replies are invited only when told so', async () => {
  const env = { ...account, TWILIO_FROM: '+1 500 555-0006', SMS_COUNTRIES: 'us, ca' };
  const { sms } = (await openTwilio(env)).couriers;
  expect(sms).toMatchObject({ perHour: 10 });
  expect(sms).not.toHaveProperty('replyLine');
  const replies = await openTwilio({ ...env, SMS_REPLIES: 'on' });
  expect(replies.couriers.sms!.replyLine).toBe('+15005550006');
});

test('a sender name never receives, whatever the operator says', async () => {
  const env = { ...account, TWILIO_FROM: 'PausePoint', SMS_COUNTRIES: 'DE', SMS_REPLIES: 'on' };
  const { couriers } = await openTwilio(env);
  expect(couriers.sms).toBeDefined();
  expect(couriers.sms).not.toHaveProperty('replyLine');
});

test.each([
  ['TWILIO_ACCOUNT_SID', 'SKffffffffffffffffffffffffffffffff'],
  ['TWILIO_FROM', 'a name too long'],
  ['TWILIO_FROM', '12'],
  ['TWILIO_MESSAGING_SERVICE_SID', 'MG1'],
  ['SMS_COUNTRIES', 'USA'],
  ['SMS_COUNTRIES', ','],
  ['SMS_REPLIES', 'yes'],
  ['TWILIO_WHATSAPP_FROM', 'whatsapp:me'],
  ['TWILIO_API_URL', 'ftp://localhost'],
])('%s may not be %j', (name, value) => {
  const read = z.object(twilioEnv).safeParse({ [name]: value });
  expect(read.error?.issues).toMatchObject([
    { path: [name], message: expect.stringMatching(/^must be /) as string },
  ]);
});

test.each(Object.entries(twilioEnv))('%s says what it is for', (_, type) => {
  expect(type.meta()?.description).toMatch(/\.$/);
});

async function findings(setup: TwilioSetup, env: Readonly<Record<string, string>> = {}) {
  const fake = await openFakeTwilio({ publicUrl, ...setup });
  const { check } = await openTwilio({ ...fake.env, ...env });
  const checks = await check();
  await fake.close();
  expect(JSON.stringify(checks)).not.toContain(fake.env['TWILIO_AUTH_TOKEN']);
  return Object.fromEntries(checks.map(({ what, state, detail }) => [what, { state, detail }]));
}

test('all is well', async () => {
  const found = await findings({
    serviceSid,
    service: { inbound_request_url: incoming },
    campaigns: ['FAILED', 'VERIFIED'],
  });
  expect(Object.keys(found)).toEqual([
    'Twilio account',
    'SMS sender',
    'SMS countries',
    'SMS replies',
    'US registration',
    'WhatsApp template',
  ]);
  for (const { state } of Object.values(found)) expect(state).toBe('ok');
});

test('a number that sends and receives is well, too', async () => {
  const found = await findings({ number: { sms_url: incoming } });
  expect(found).toMatchObject({ 'SMS sender': { state: 'ok' }, 'SMS replies': { state: 'ok' } });
});

test('US numbers need registration, and doctor says how', async () => {
  const words = /10DLC.*30034|30034.*10DLC/;
  expect((await findings({}))['US registration']).toMatchObject({
    state: 'warning',
    detail: expect.stringMatching(words) as string,
  });
  const none = await findings({ serviceSid });
  expect(none['US registration']).toMatchObject({
    state: 'warning',
    detail: expect.stringMatching(/is missing/) as string,
  });
  const waiting = await findings({ serviceSid, campaigns: ['IN_PROGRESS'] });
  expect(waiting['US registration']).toMatchObject({
    detail: expect.stringMatching(/in_progress/) as string,
  });
  expect(await findings({}, { SMS_COUNTRIES: 'CA' })).not.toHaveProperty('US registration');
});

test.each<[string, string, TwilioSetup, Record<string, string>?]>([
  ['Twilio account', 'failed', {}, { TWILIO_AUTH_TOKEN: 'wrong' }],
  ['Twilio account', 'failed', {}, { TWILIO_API_URL: 'http://127.0.0.1:1' }],
  ['Twilio account', 'failed', { account: { status: 'suspended' } }],
  ['Twilio account', 'warning', { account: { type: 'Trial' } }],
  ['SMS sender', 'failed', {}, { TWILIO_FROM: '+15005550001' }],
  ['SMS sender', 'failed', { number: { capabilities: { sms: false } } }],
  ['SMS sender', 'failed', { serviceSid, members: 0 }],
  ['SMS sender', 'failed', { serviceSid }, { TWILIO_MESSAGING_SERVICE_SID: `MG${'2'.repeat(32)}` }],
  ['SMS sender', 'warning', {}, { TWILIO_FROM: 'PausePoint' }],
  ['SMS countries', 'failed', {}, { SMS_COUNTRIES: 'US,XX' }],
  // Though nobody can be asked.
  ['SMS countries', 'failed', {}, { SMS_COUNTRIES: 'US,XX', TWILIO_API_URL: 'http://127.0.0.1:1' }],
  ['SMS replies', 'failed', {}, { TWILIO_FROM: 'PausePoint' }],
  ['SMS replies', 'failed', { number: { sms_url: 'https://demo.twilio.com/welcome/sms/reply' } }],
  ['SMS replies', 'failed', { number: { sms_url: incoming, sms_method: 'GET' } }],
  ['SMS replies', 'warning', { serviceSid, service: { use_inbound_webhook_on_number: true } }],
  ['WhatsApp template', 'failed', { approval: 'pending' }],
])('%s: %s where it is', async (what, state, setup, env) => {
  expect((await findings(setup, env))[what]).toMatchObject({ state });
});
