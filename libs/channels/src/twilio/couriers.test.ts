// Both couriers against Twilio's protocol, and what Twilio does when it does not do as asked.
import type { Outcome } from '@pausepoint/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Courier } from '../channel.ts';
import { channels } from '../index.ts';
import { type CourierCase, describeCourier } from '../testing/courier-conformance.ts';
import { type FakeTwilio, openFakeTwilio, twilioRefusal } from '../testing/fake-twilio.ts';
import { notice } from '../testing/notice.ts';
import { outcomeOf } from './outcome.ts';
import { openTwilio, parts, publicUrl } from './testing.ts';

const to = {
  address: '+13128471928',
  key: 'k'.repeat(64),
  expiresAt: new Date('2026-05-08T18:00:00Z'),
};
const wireCase = {
  to,
  busy: { mishap: { status: 429, retryAfter: 17, body: { code: 20429 } }, seconds: 17 },
  broken: [
    { mishap: { status: 500 }, kind: 'unsure' },
    { mishap: { status: 502, body: '<html>Bad gateway +13128471928</html>' }, kind: 'unsure' },
    { mishap: { status: 504 }, kind: 'unsure' },
    { mishap: { status: 503, retryAfter: 3 }, kind: 'retry' },
    { mishap: { status: 302 }, kind: 'retry' },
    { mishap: { status: 200, body: 'not JSON' }, kind: 'unsure' },
    { mishap: twilioRefusal(401, 20003), kind: 'retry' },
    { mishap: { status: 403, body: {} }, kind: 'retry' },
    { mishap: twilioRefusal(404, 20404), kind: 'retry' },
  ],
} satisfies Partial<CourierCase>;

const permanent = [
  ['opted out', 21610],
  ['not a number', 21211],
  ['not a mobile number', 21614],
  ['a country that is not allowed', 21408],
  ['a trial account', 21608],
  ['a sender that is not ours', 21606],
  ['something we have no words for', 21999],
] as const;

for (const name of ['sms', 'whatsapp'] as const) {
  describeCourier({
    ...wireCase,
    name: `Twilio ${name}`,
    message: channels[name].render(notice),
    permanent: [
      ...permanent.map(([what, code]) => ({ name: what, mishap: twilioRefusal(400, code) })),
      { name: 'a request that is not understood', mishap: { status: 422 } },
    ],
    async open() {
      const fake = await openFakeTwilio({ publicUrl });
      const { couriers } = await openTwilio(fake.env, { timeoutMilliseconds: 2_000 });
      const { script, close } = fake;
      return { courier: couriers[name]!, taken: () => fake.taken.length, script, close };
    },
  });
}

describe('what Twilio is handed', () => {
  let fake: FakeTwilio;
  let sms: Courier;
  beforeEach(async () => {
    fake = await openFakeTwilio({ publicUrl });
    sms = (await openTwilio(fake.env)).couriers.sms!;
  });
  afterEach(() => fake.close());

  const send = (courier: Courier, at = to): Promise<Outcome> =>
    courier.send(channels.sms.render(notice), at);

  test('a text with its words, and where to report to', async () => {
    await send(sms);
    expect(fake.messages).toEqual([
      {
        sid: expect.stringMatching(/^SM/) as string,
        to: to.address,
        sender: fake.env['TWILIO_FROM'],
        body: channels.sms.render(notice).text,
        variables: null,
        statusCallback: `${publicUrl}/hooks/twilio/status?delivery=${to.key}`,
        validityPeriod: 36_000,
      },
    ]);
  });

  test('a template filled with who asks, the question and the link', async () => {
    const { whatsapp } = (await openTwilio(fake.env)).couriers;
    await whatsapp!.send(channels.whatsapp.render(notice), to);
    expect(fake.messages[0]).toMatchObject({
      to: `whatsapp:${to.address}`,
      sender: `whatsapp:${fake.env['TWILIO_WHATSAPP_FROM']!}`,
      body: null,
      variables: {
        1: 'Example Finance',
        2: 'Wire $8,400 to Meridian Supplies?',
        3: notice.shortLink,
      },
    });
  });

  test('a messaging service chooses the sender where there is one, and replies arrive at it', async () => {
    const serviceSid = `MG${'1'.repeat(32)}`;
    const other = await openFakeTwilio({ publicUrl, serviceSid });
    const { couriers } = await openTwilio({ ...other.env, TWILIO_FROM: '+15005550001' });
    await send(couriers.sms!);
    expect(other.messages[0]).toMatchObject({ sender: serviceSid });
    expect(couriers.sms!.replyLine).toBe(serviceSid);
    await other.close();
  });

  test('no message outlives its question', async () => {
    const left = (seconds: number) => ({
      ...to,
      expiresAt: new Date(parts.now().getTime() + seconds * 1000),
    });
    await send(sms, left(90.9));
    await send(sms, left(40_000));
    expect(fake.messages.map(({ validityPeriod }) => validityPeriod)).toEqual([90, 36_000]);
    expect((await send(sms, left(0.9))).kind).toBe('moot');
    expect(fake.messages).toHaveLength(2);
  });

  test('a phone that opted out is not tried again', async () => {
    await fake.receive(to.address, 'Stop', fake.url);
    expect(await send(sms)).toEqual({
      kind: 'dead',
      error: 'the recipient opted out of texts from this sender (Twilio error 21610)',
    });
  });

  test('a message that Twilio takes and drops at once is lost for good', async () => {
    fake.script({ status: 201, body: { status: 'failed', error_code: 30034 } });
    expect(await send(sms)).toMatchObject({
      kind: 'dead',
      error: expect.stringMatching(/10DLC.*30034/) as string,
    });
  });

  test('wrong credentials are the operator’s to mend, and the words say which', async () => {
    const { couriers } = await openTwilio({ ...fake.env, TWILIO_AUTH_TOKEN: 'wrong' });
    const outcome = await send(couriers.sms!);
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(JSON.stringify(outcome)).toContain('TWILIO_AUTH_TOKEN');
  });

  test('where nothing listens nothing was sent', async () => {
    await fake.close();
    expect(await send(sms)).toMatchObject({ kind: 'retry' });
  });

  test('Retry-After may be a date', () => {
    const retryAfter = new Date(parts.now().getTime() + 30_000).toUTCString();
    const refusal = Object.assign(new Error(), { status: 503, code: undefined, retryAfter });
    expect(outcomeOf(refusal, parts.now())).toMatchObject({ kind: 'retry', afterSeconds: 30 });
  });

  test('a text leaves only for the countries the operator named', () => {
    expect(sms.refuses!('+13128471928')).toBeUndefined();
    expect(sms.refuses!('+14165550123')).toBeUndefined();
    expect(sms.refuses!('+15550100')).toBeUndefined();
    const words = 'This server sends text messages to numbers of US and CA only.';
    for (const other of ['+4915112345678', '+18765551234', '+88216123456', '+999123456789']) {
      expect(sms.refuses!(other)).toBe(words);
    }
  });
});
