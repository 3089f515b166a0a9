// Signatures agree with vectors nobody here wrote, and with the library receivers use.
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signWebhook } from './sign-webhook.ts';

const ours = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const older = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const own = 'correct horse battery';
const body = '{"test": 2432232314}';

const sign = (secrets: string[], at: Date) => signWebhook({ id: 'evt_1', body, at, secrets });

test('the published Standard Webhooks vector', () => {
  const headers = signWebhook({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body,
    at: new Date(1_614_265_330_000),
    secrets: [ours],
  });
  expect(headers['webhook-timestamp']).toBe('1614265330');
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('the published GitHub vector', () => {
  const headers = signWebhook({
    id: 'evt_1',
    body: 'Hello, World!',
    at: new Date(0),
    secrets: ["It's a Secret to Everybody"],
  });
  expect(headers['x-pausepoint-signature']).toBe(
    'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  );
});

describe('the standardwebhooks library', () => {
  const verify = (library: Webhook, secrets: string[]) => () =>
    library.verify(body, sign(secrets, new Date()));

  test('accepts ours with a whsec_ secret', () => {
    expect(verify(new Webhook(ours), [ours])).not.toThrow();
  });

  test('accepts an own secret as raw bytes', () => {
    expect(verify(new Webhook(own, { format: 'raw' }), [own])).not.toThrow();
  });

  test('accepts both the new and the old secret during a rotation', () => {
    expect(verify(new Webhook(ours), [ours, older])).not.toThrow();
    expect(verify(new Webhook(older), [ours, older])).not.toThrow();
    expect(verify(new Webhook(own, { format: 'raw' }), [ours, own])).not.toThrow();
  });

  test('refuses another secret, another body and an old timestamp', () => {
    expect(verify(new Webhook(older), [ours])).toThrow();
    expect(() => new Webhook(ours).verify(`${body} `, sign([ours], new Date()))).toThrow();
    expect(() => new Webhook(ours).verify(body, sign([ours], new Date(0)))).toThrow();
  });
});

test('an own secret that only begins like ours is used as it is', () => {
  const odd = 'whsec_not base64 at all';
  const headers = sign([odd], new Date());
  expect(() => new Webhook(odd, { format: 'raw' }).verify(body, headers)).not.toThrow();
});

test('our own header is keyed with the whole current secret', () => {
  expect(sign([ours, older], new Date(0))['x-pausepoint-signature']).toBe(
    sign([ours], new Date(9))['x-pausepoint-signature'],
  );
});
