// Only what we signed, and signed now, is believed.
import { createHmac } from 'node:crypto';
import { signWebhook } from '@pausepoint/core';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { webhooks, WebhookVerificationError } from './index.ts';

// The vector of the Standard Webhooks specification.
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  body: '{"test": 2432232314}',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
};
const now = new Date(1_614_265_330_000);
const parsed = { test: 2432232314 };

const verify = (more: Partial<typeof vector> & { now?: Date } = {}) => {
  const { body, headers, secret } = { ...vector, ...more };
  return webhooks.verify(body, headers, secret, { now: more.now ?? now });
};
const signature = (value: string) => ({ ...vector.headers, 'webhook-signature': value });

describe('Standard Webhooks', () => {
  test('the vector nobody here wrote is true', async () => {
    expect(await verify()).toEqual(parsed);
  });

  test('so is the one in Svix’s documentation', async () => {
    const body = '{"event_type":"ping","data":{"success":true}}';
    const headers = {
      'webhook-id': 'msg_loFOjxBNrRLzqYUf',
      'webhook-timestamp': '1731705121',
      'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    };
    const given = { body, headers, secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl' };
    const verified = verify({ ...given, now: new Date(1_731_705_121_000) });
    expect(await verified).toEqual(JSON.parse(body));
  });

  test('bytes, Headers, Node’s headers and any case are the same', async () => {
    const bytes = new TextEncoder().encode(vector.body);
    const shouted = Object.fromEntries(
      Object.entries(vector.headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    for (const headers of [vector.headers, new Headers(vector.headers), shouted]) {
      expect(await webhooks.verify(bytes, headers, vector.secret, { now })).toEqual(parsed);
    }
  });

  test('during a rotation one true signature among several is enough', async () => {
    const { 'webhook-signature': good } = vector.headers;
    expect(await verify({ headers: signature(`v1,AAAA v2,xyz ${good}`) })).toEqual(parsed);
  });

  test('of several secrets one is enough, whichever it is', async () => {
    const { body, headers, secret } = vector;
    const others = ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'correct horse battery', ''];
    for (const secrets of [[secret], [secret, ...others], [...others, secret]]) {
      expect(await webhooks.verify(body, headers, secrets, { now })).toEqual(parsed);
    }
    for (const secrets of [others, [''], []]) {
      const verified = webhooks.verify(body, headers, secrets, { now });
      await expect(verified).rejects.toBeInstanceOf(WebhookVerificationError);
    }
  });

  test('a secret that only begins like ours is used as it is', async () => {
    const secret = 'whsec_not base64 at all';
    const headers = signWebhook({ id: 'msg_1', body: vector.body, at: now, secrets: [secret] });
    expect(await verify({ headers: { ...vector.headers, ...headers }, secret })).toEqual(parsed);
  });

  test('a tolerance that is no number tolerates nothing', async () => {
    const { body, headers, secret } = vector;
    const verified = webhooks.verify(body, headers, secret, { now, toleranceSeconds: Number.NaN });
    await expect(verified).rejects.toBeInstanceOf(WebhookVerificationError);
  });

  test('a secret of one’s own is keyed with its bytes, as the reference library does in raw', async () => {
    const secret = 'your-webhook-secret';
    const signed = new Webhook(secret, { format: 'raw' }).sign('msg_1', now, vector.body);
    const headers = { ...vector.headers, 'webhook-id': 'msg_1', 'webhook-signature': signed };
    expect(await verify({ headers, secret })).toEqual(parsed);
  });

  test.each([
    ['another body', { body: '{"test": 2432232315}' }],
    ['another secret', { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx' }],
    ['another id', { headers: { ...vector.headers, 'webhook-id': 'msg_other' } }],
    ['another time', { headers: { ...vector.headers, 'webhook-timestamp': '1614265331' } }],
    ['no time', { headers: { ...vector.headers, 'webhook-timestamp': '' } }],
    ['a time that is none', { headers: { ...vector.headers, 'webhook-timestamp': 'NaN' } }],
    ['no signature', { headers: signature('') }],
    ['a signature cut short', { headers: signature('v1,g0hM9SsE') }],
    ['no base64', { headers: signature('v1,%%%') }],
    [
      'an unknown version',
      { headers: signature('v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=') },
    ],
    ['an empty secret', { secret: '' }],
    ['a secret that is no base64', { secret: 'whsec_%' }],
    ['a time too old', { now: new Date(now.getTime() + 301_000) }],
    ['a time too new', { now: new Date(now.getTime() - 301_000) }],
  ])('%s is refused', async (_, more) => {
    await expect(verify(more)).rejects.toBeInstanceOf(WebhookVerificationError);
  });

  test('five minutes either way are tolerated', async () => {
    for (const seconds of [300, -300]) {
      expect(await verify({ now: new Date(now.getTime() + seconds * 1_000) })).toEqual(parsed);
    }
  });
});

describe('X-PausePoint-Signature', () => {
  const secret = "It's a Secret to Everybody";
  const hex = createHmac('sha256', secret).update(vector.body).digest('hex');
  const headers = { 'X-PausePoint-Signature': `sha256=${hex}` };
  const options = { toleranceSeconds: Number.POSITIVE_INFINITY };

  test('the key is the whole secret as text: GitHub’s vector is true', async () => {
    const known = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const signed = { 'x-pausepoint-signature': `sha256=${known}` };
    // The signature is true; what it signs is no JSON.
    const verified = webhooks.verify('Hello, World!', signed, secret, options);
    await expect(verified).rejects.toBeInstanceOf(SyntaxError);
  });

  test('alone is believed only where the caller gives up on time', async () => {
    for (const given of [secret, ['another', secret]]) {
      expect(await webhooks.verify(vector.body, headers, given, options)).toEqual(parsed);
    }
    await expect(webhooks.verify(vector.body, headers, secret)).rejects.toThrow('missing');
  });

  test.each([
    ['a false one', { 'x-pausepoint-signature': `sha256=${'0'.repeat(64)}` }],
    ['one cut short', { 'x-pausepoint-signature': `sha256=${hex.slice(2)}` }],
    ['another scheme', { 'x-pausepoint-signature': `sha1=${hex}` }],
    ['none at all', {}],
  ])('%s is refused', async (_, given) => {
    await expect(webhooks.verify(vector.body, given, secret, options)).rejects.toBeInstanceOf(
      WebhookVerificationError,
    );
  });
});
