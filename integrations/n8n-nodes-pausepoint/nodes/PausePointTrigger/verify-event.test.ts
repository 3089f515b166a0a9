// Only what is signed with the trigger's secret, lately, and unchanged starts a workflow.
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { isTrueEvent } from './verify-event.ts';

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const now = new Date('2026-11-22T10:00:00Z');
const seconds = String(now.getTime() / 1_000);
const body = Buffer.from('{"type":"pause.responded","choice":"é"}');

const sign = (id: string, timestamp: string, key = Buffer.alloc(24, 7)) =>
  `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
const headers = {
  'webhook-id': 'evt_1',
  'webhook-timestamp': seconds,
  'webhook-signature': sign('evt_1', seconds),
};
const isTrue = (change: object = {}, given = body, key = secret, at = now) =>
  isTrueEvent(given, { ...headers, ...change }, key, at);

test('ours is taken, also beside the signature of an older secret', () => {
  expect(isTrue()).toBe(true);
  const older = sign('evt_1', seconds, Buffer.alloc(24, 8));
  expect(isTrue({ 'webhook-signature': `${older} ${headers['webhook-signature']}` })).toBe(true);
});

test('the vector of Standard Webhooks is true', () => {
  const vector = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const at = new Date(1_614_265_330_000);
  expect(isTrueEvent(Buffer.from('{"test": 2432232314}'), vector, key, at)).toBe(true);
});

test.each([
  ['another body', [{}, Buffer.from('{}')]],
  ['another secret', [{}, body, `whsec_${Buffer.alloc(24, 8).toString('base64')}`]],
  ['no secret', [{}, body, '']],
  ['an empty secret', [{}, body, 'whsec_']],
  ['another id', [{ 'webhook-id': 'evt_2' }]],
  ['no id', [{ 'webhook-id': undefined }]],
  ['several ids', [{ 'webhook-id': ['evt_1'] }]],
  ['another time', [{ 'webhook-timestamp': String(Number(seconds) + 1) }]],
  ['a time that is none', [{ 'webhook-timestamp': 'NaN' }]],
  ['no signature', [{ 'webhook-signature': undefined }]],
  ['an empty signature', [{ 'webhook-signature': '' }]],
  ['another version', [{ 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') }]],
  ['one too old', [{}, body, secret, new Date(now.getTime() + 301_000)]],
  ['one too new', [{}, body, secret, new Date(now.getTime() - 301_000)]],
] as [string, Parameters<typeof isTrue>][])('%s is refused', (_, given) => {
  expect(isTrue(...given)).toBe(false);
});
