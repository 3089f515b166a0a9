// What the smaller requests may say.
import { type DomainError } from '@pausepoint/core';
import { describe, expect, test } from 'vitest';
import { parseLogin, parseRegister } from './auth.ts';
import { readJson, type JsonDocument } from './json/read-json.ts';
import { parseCreateKey, parseRotateKey } from './keys.ts';
import { parseRespond } from './respond.ts';
import { parseRegisterWebhook } from './webhooks.ts';

const body = (value: unknown) => readJson(JSON.stringify(value));

function places(parse: (document: JsonDocument) => unknown, value: unknown): readonly string[] {
  try {
    parse(body(value));
    return [];
  } catch (error) {
    return (error as DomainError).errors!.map(({ pointer }) => pointer).sort();
  }
}

describe('register', () => {
  const account = { email: 'you@example.com', name: 'Your Name', password: 'your-password' };

  test('takes what the quickstart sends', () => {
    expect(parseRegister(body(account))).toEqual({ ...account, setupToken: null });
    expect(parseRegister(body({ ...account, setup_token: 't' }))).toMatchObject({
      setupToken: 't',
    });
  });

  test.each([
    [{ password: 'too short' }, '/password'],
    [{ password: '🙂'.repeat(9) }, '/password'],
    [{ password: 'x'.repeat(201) }, '/password'],
    [{ email: 'you' }, '/email'],
    [{ email: 'a@b, c@d' }, '/email'],
    [{ email: 'a@b\r\nBcc: c@d' }, '/email'],
    [{ email: '<a@b>' }, '/email'],
    [{ name: '' }, '/name'],
    [{ name: 'Acme\u202e' }, '/name'],
    [{ plan: 'enterprise' }, '/plan'],
  ])('%j is refused', (fault, place) => {
    expect(places(parseRegister, { ...account, ...fault })).toEqual([place]);
  });

  test('login refuses nothing but shape, so that it tells nothing', () => {
    expect(places(parseLogin, { email: 'x', password: 'y' })).toEqual([]);
    expect(places(parseLogin, {})).toEqual(['/email', '/password']);
  });
});

describe('keys', () => {
  test('are for agents unless said otherwise', () => {
    expect(parseCreateKey(body({}))).toEqual({
      name: null,
      mode: undefined,
      role: 'agent',
      policy: null,
      prefix: 'pp',
    });
    expect(
      parseCreateKey(body({ role: 'admin', mode: 'test', policy: { pauses_per_hour: 5 } })),
    ).toMatchObject({ role: 'admin', mode: 'test', policy: { pausesPerHour: 5 } });
  });

  test('every fault of a policy is told', () => {
    const policy = { recipients: [], channels: ['fax'], min_risk: 'low', pauses_per_hour: 0, x: 1 };
    expect(places(parseCreateKey, { policy })).toEqual([
      '/policy/channels/0',
      '/policy/min_risk',
      '/policy/pauses_per_hour',
      '/policy/recipients',
      '/policy/x',
    ]);
  });

  test('overlap a day when rotated, at most a week', () => {
    expect(parseRotateKey(body({}))).toEqual({ overlapHours: 24 });
    expect(parseRotateKey(body({ overlap_hours: 0 }))).toEqual({ overlapHours: 0 });
    expect(places(parseRotateKey, { overlap_hours: 169 })).toEqual(['/overlap_hours']);
  });
});

describe('webhooks', () => {
  const parse = (document: JsonDocument) => parseRegisterWebhook(document, { allowPrivate: false });
  const webhook = {
    url: 'https://yourapp.com/webhook',
    events: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
    secret: 'your-webhook-secret',
  };

  test('take what the quickstart sends', () => {
    expect(parse(body(webhook))).toEqual(webhook);
    expect(parse(body({ ...webhook, secret: undefined }))).toMatchObject({ secret: null });
  });

  test.each([
    [{ secret: 'fifteen-letters' }, '/secret'],
    [{ secret: 'whsec_not base64!!!!' }, '/secret'],
    [{ secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYsporb==' }, '/secret'],
    [{ secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspobx7=' }, '/secret'],
    [{ events: [] }, '/events'],
    [{ events: ['pause.created'] }, '/events/0'],
    [{ events: ['pause.responded', 'pause.responded'] }, '/events'],
    [{ url: 'http://10.0.0.1' }, '/url'],
    [{ url: 5 }, '/url'],
    [{ evnts: [] }, '/evnts'],
  ])('%j is refused', (fault, place) => {
    expect(places(parse, { ...webhook, ...fault })).toEqual([place]);
  });

  test('a URL alone at fault is told by its own code', () => {
    expect(() => parse(body({ ...webhook, url: 'https://10.0.0.1' }))).toThrow(
      expect.objectContaining({ code: 'webhook_url_refused' }),
    );
  });
});

describe('an answer', () => {
  test('is a choice and perhaps a note; an empty note is none', () => {
    expect(parseRespond(body({ choice: 'Approve' }))).toEqual({ choice: 'Approve', text: null });
    expect(parseRespond(body({ choice: 'A', text: '' }))).toEqual({ choice: 'A', text: null });
    expect(parseRespond(body({ choice: 'A', text: ' x ' }))).toEqual({ choice: 'A', text: ' x ' });
  });

  test.each([
    [{}, '/choice'],
    [{ choice: 'A', text: 'x'.repeat(2_001) }, '/text'],
    [{ choice: 'A', answer: 'B' }, '/answer'],
    [{ choice: null }, '/choice'],
  ])('%j is refused', (value, place) => {
    expect(places(parseRespond, value)).toEqual([place]);
  });
});
