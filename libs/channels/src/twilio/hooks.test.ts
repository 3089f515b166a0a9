// Only what Twilio signed is believed, and it becomes reports and replies in our words.
import fc from 'fast-check';
import twilioSdk from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HookCall, HookRequest } from '../hook.ts';
import {
  type FakeTwilio,
  openFakeTwilio,
  openWire,
  signTwilio,
  type Wire,
} from '../testing/index.ts';
import { readSignedForm } from './signed-form.ts';
import { openTwilio, parts, publicUrl } from './testing.ts';

const key = 'k'.repeat(64);
const phone = '+13128471928';

let fake: FakeTwilio;
let server: Wire;
let hooks: ReadonlyMap<string, (request: HookRequest) => HookCall>;

beforeEach(async () => {
  fake = await openFakeTwilio({ publicUrl });
  server = await openWire(() => ({ body: '' }));
  await open();
});
afterEach(() => Promise.all([fake.close(), server.close()]));

async function open(): Promise<void> {
  const vendor = await openTwilio(fake.env);
  hooks = new Map(vendor.hooks.map((hook) => [hook.path, hook.receive]));
  const message = { subject: null, text: 'Pay?', html: null };
  const expiresAt = new Date('2026-05-08T18:00:00Z');
  await vendor.couriers.sms!.send(message, { address: phone, key, expiresAt });
}

/** What came in last, as the server hands it to a hook. */
function request(): HookRequest {
  const { path, headers, body } = server.taken.at(-1)!;
  return { url: publicUrl + path, headers: headers as never, body, now: parts.now() };
}

function received(changed: Partial<HookRequest> = {}): HookCall {
  const asked = { ...request(), ...changed };
  const path = new URL(asked.url).pathname.replace('/hooks/', '');
  return hooks.get(path)!(asked);
}

const bodyOf = (call: HookCall): string => {
  if (!('answer' in call) || typeof call.answer === 'function') throw new Error('no answer');
  return call.answer.body;
};

describe('the signature', () => {
  test('is the one that Twilio documents', () => {
    const form = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const documented = {
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
      headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
      body: new URLSearchParams(form).toString(),
    };
    const seen: boolean[] = [];
    const account = { accountSid: 'AC', authToken: '12345' };
    readSignedForm(documented, account, (...given) => {
      seen.push(twilioSdk.validateRequest(...given));
      return false;
    });
    expect(seen).toEqual([true]);
    expect(signTwilio('12345', documented.url, form)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  test('is missing, empty, of another token or for another URL: forged', async () => {
    await fake.report(0, 'delivered', undefined, server.url);
    const { headers, url } = request();
    expect(received().kind).toBe('report');
    for (const signature of [undefined, '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', '\0', 'ü']) {
      const forged = { ...headers, 'x-twilio-signature': signature };
      expect(received({ headers: forged })).toEqual({ kind: 'forged' });
    }
    const elsewhere = url.replace('approve.', 'evil.');
    expect(received({ url: elsewhere })).toEqual({ kind: 'forged' });
    expect(received({ url: url.replace(key, 'l'.repeat(64)) })).toEqual({ kind: 'forged' });
  });

  test('covers every byte of the form', async () => {
    await fake.receive(phone, '1', server.url);
    const { body } = request();
    expect(received().kind).toBe('reply');
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.constantFrom(...'aZ09+&=%'), (at, character) => {
        const altered = body.slice(0, at) + character + body.slice(at + 1);
        fc.pre(new URLSearchParams(altered).toString() !== body);
        expect(received({ body: altered })).toEqual({ kind: 'forged' });
      }),
    );
    for (const altered of [`${body}&Body=2`, `Body=2&${body}`, '', 'x'.repeat(60_000)]) {
      expect(received({ body: altered })).toEqual({ kind: 'forged' });
    }
  });

  test('of another account is refused, though its token be ours', () => {
    const url = `${publicUrl}/hooks/twilio/sms`;
    const form = { AccountSid: `AC${'e'.repeat(32)}`, From: phone, To: '+15005550006', Body: '1' };
    const signature = signTwilio(fake.env['TWILIO_AUTH_TOKEN']!, url, form);
    const call = hooks.get('twilio/sms')!({
      url,
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(form).toString(),
      now: parts.now(),
    });
    expect(call).toEqual({ kind: 'forged' });
  });
});

describe('a form that Twilio would not send', () => {
  const account = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'token' };
  const signed = (body: string): number => {
    let looked = 0;
    const headers = { 'x-twilio-signature': 'A' };
    readSignedForm({ url: `${publicUrl}/hooks/twilio/sms`, headers, body }, account, () => {
      looked++;
      return false;
    });
    return looked;
  };

  test('costs nobody a signature: thousands of fields, or one twice', () => {
    const fields = (count: number): string =>
      Array.from({ length: count }, (_, n) => `F${n}=1`).join('&');
    expect(signed(fields(100))).toBe(1);
    expect(signed(fields(10_000))).toBe(0);
    expect(signed('Body=1&Body=2')).toBe(0);
  });
});

describe('a status callback', () => {
  test.each([
    ['accepted', 'sent'],
    ['scheduled', 'sent'],
    ['queued', 'sent'],
    ['sending', 'sent'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
  ])('%s is told as %s', async (status, told) => {
    await fake.report(0, status, undefined, server.url);
    expect(received()).toMatchObject({ kind: 'report', key, status: told, error: null });
  });

  test.each([
    ['undelivered', 30003, 'the phone is off or out of reach (Twilio error 30003)'],
    ['failed', 30034, expect.stringContaining('10DLC')],
    ['failed', 63016, expect.stringContaining('template')],
    ['failed', 39999, 'Twilio could not deliver it (Twilio error 39999)'],
    ['canceled', undefined, 'Twilio could not deliver it'],
  ])('%s with %s is told as failed, in our words', async (status, code, error) => {
    await fake.report(0, status, code, server.url);
    expect(received()).toMatchObject({ kind: 'report', key, status: 'failed', error });
  });

  test.each(['receiving', 'received', 'partially_delivered', 'toString', ''])(
    '%j tells nothing',
    async (status) => {
      await fake.report(0, status, undefined, server.url);
      expect(received()).toMatchObject({ kind: 'nothing', answer: { status: 200 } });
    },
  );
});

describe('an incoming text', () => {
  test('is a reply from this phone to this line', async () => {
    await fake.receive(phone, ' 1 ', server.url);
    const line = fake.env['TWILIO_FROM'];
    expect(received()).toMatchObject({ kind: 'reply', line, address: phone, text: ' 1 ' });
  });

  test('through a messaging service is a reply to the service', async () => {
    await fake.close();
    fake = await openFakeTwilio({ publicUrl, serviceSid: `MG${'1'.repeat(32)}` });
    await open();
    await fake.receive(phone, '2', server.url);
    expect(received()).toMatchObject({ kind: 'reply', line: `MG${'1'.repeat(32)}` });
  });

  test.each(['STOP', 'stop', ' Stop. ', 'CANCEL', 'End', 'OPTOUT', 'START', 'Yes', 'HELP', 'info'])(
    'of %j is for Twilio to answer',
    async (text) => {
      await fake.receive(phone, text, server.url);
      expect(received().kind).toBe('nothing');
      expect(bodyOf(received())).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    },
  );

  test('replayed under an id that was made of its other fields decides nothing', async () => {
    await fake.receive(phone, '1', server.url);
    const { headers, body } = request();
    const form = new URLSearchParams(body);
    // Between names and values nothing is signed: the next field may pose as the id's end.
    const names = [...form.keys()].toSorted();
    const next = names[names.indexOf('MessageSid') + 1]!;
    form.set('MessageSid', form.get('MessageSid')! + next + form.get(next)!);
    form.delete(next);
    const replayed = received({ headers, body: form.toString() });
    expect(['forged', 'nothing']).toContain(replayed.kind);
  });

  test('that is no text from a phone is nothing', async () => {
    for (const from of [`whatsapp:${phone}`, '24273', 'anonymous', '']) {
      await fake.receive(from, '1', server.url);
      expect(received().kind).toBe('nothing');
    }
  });

  test('is answered in letters every phone shows, and what is said never becomes markup', async () => {
    await fake.receive(phone, '1', server.url);
    const call = received();
    if (call.kind !== 'reply') throw new Error(call.kind);
    expect(call.answer('Recorded: “Approve” <b>&co</b>\0\uFFFE\uD800').body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>' +
        'Recorded: &quot;Approve&quot; &lt;b&gt;&amp;co&lt;/b&gt;[U+0000]\uFFFD' +
        '</Message></Response>',
    );
    expect(call.answer(null)).toEqual({
      status: 200,
      type: 'text/xml',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
  });
});
