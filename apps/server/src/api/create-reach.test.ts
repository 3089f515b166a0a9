// Whom a pause may ask from here: several people, fallbacks, channels that are set up or not.
import type { Couriers } from '@pausepoint/channels';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  question,
  testDeveloper,
  testPause,
  type TestDeveloper,
} from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

/** Nothing is sent in these tests: the worker would do that. */
const send = () => Promise.reject(new Error('the server sends nothing'));
const couriers: Couriers = {
  email: { send },
  sms: { send, refuses: (to) => (to.startsWith('+1') ? undefined : 'this country is not served') },
};
const missing = {
  slack: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  telegram: ['TELEGRAM_BOT_TOKEN'],
};

const ada = { recipient: 'ada@example.com', channel: 'email', name: 'Ada' };
const bob = { recipient: '+15550177', channel: 'sms' };
const chat = { recipient: '123456789', channel: 'telegram' };
const room = { recipient: 'C0123456789', channel: 'slack' };

let server: TestServer;
let real: TestServer;
let developer: TestDeveloper;
beforeAll(async () => {
  server = await testServer();
  real = await testServer({ beside: server, local: false, channels: { couriers, missing } });
  developer = await testDeveloper(server);
});
afterAll(async () => {
  await real.close();
  await server.close();
});

const { message, options } = question;
const create = (given: object, { on = real, key = developer.live } = {}) =>
  on.ask('POST', '/v1/pause', { key, body: { message, options, ...given } });

describe('a pause for several', () => {
  it('asks each at once, then the fallbacks, and tells of all of them', async () => {
    const { status, json } = await create({
      recipients: [ada, bob],
      fallback: [{ after_seconds: 600, recipient: '+15550178', channel: 'sms' }],
      remind_after_seconds: 300,
    });
    expect(status).toBe(201);
    expect(json.recipients).toMatchObject([
      { index: 0, name: 'Ada', channel: 'email', after_seconds: 0 },
      { index: 1, name: null, channel: 'sms', after_seconds: 0 },
      { index: 2, name: null, channel: 'sms', after_seconds: 600 },
    ]);
    expect(json).toMatchObject({ channel: 'email', recipient: json.recipients[0].recipient });
    const { text } = await real.ask('GET', `/v1/pause/${json.pause_id}`, { key: developer.live });
    expect(text).not.toMatch(/ada@example|5550177/);
  });

  it('gives each a link of their own', async () => {
    const { json } = await create({ recipients: [ada, bob] });
    const { rows } = await server.store.pool.query(
      'select code_hash from pause_recipient where pause_id = $1',
      [json.pause_id.slice(4)],
    );
    expect(new Set(rows.map(({ code_hash }) => code_hash.toString('hex'))).size).toBe(2);
  });

  it('says of everybody at once whom nothing is sent to from here', async () => {
    const { status, json } = await create({
      recipients: [bob, { ...bob, recipient: '+49 151 5550100' }, { ...bob, recipient: 'me' }],
      fallback: [{ after_seconds: 60, recipient: '+44 20 7946 0000', channel: 'sms' }],
    });
    expect([status, json.code]).toEqual([422, 'invalid_recipient']);
    expect(json.errors).toMatchObject([
      { pointer: '/recipients/1/recipient', detail: 'this country is not served' },
      { pointer: '/recipients/2/recipient' },
      { pointer: '/fallback/0/recipient', detail: 'this country is not served' },
    ]);
    expect(JSON.stringify(json)).not.toMatch(/1515550100|7946/);
    const alone = await create({ ...bob, recipient: '+4915155501000' });
    expect(alone.json.errors).toMatchObject([{ pointer: '/recipient' }]);
  });

  it('with a test key asks whomever it likes: nothing leaves', async () => {
    const given = { recipients: [chat, { ...bob, recipient: '+4915155501000' }] };
    expect((await create(given, { key: developer.test })).status).toBe(201);
    expect((await create(given, { on: server })).status).toBe(201);
  });
});

describe('a channel that is not set up', () => {
  it('is named to the caller, and what to set to the operator, in one line without the recipient', async () => {
    const before = real.log().length;
    const { status, json, headers } = await create({
      recipients: [bob, room],
      fallback: [{ after_seconds: 60, ...chat }],
    });
    expect([status, json.code]).toEqual([503, 'channel_unavailable']);
    expect(json.detail).toContain('slack, telegram');
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/recipients/1/channel',
      '/fallback/0/channel',
    ]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const lines = real.log().slice(before).trim().split('\n');
    const [warning, ...others] = lines.filter((line) => line.includes('"warn"'));
    expect(warning).toContain(
      'no message can leave by slack, telegram: set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, TELEGRAM_BOT_TOKEN',
    );
    expect(others).toEqual([]);
    expect(lines.join()).not.toMatch(/123456789|5550177|C0123456789/);
  });

  it('is refused after the plan has been asked', async () => {
    const bound = await testServer({ beside: server, planLimits: true, local: false });
    const { status, json } = await create({ recipients: [bob, chat] }, { on: bound });
    expect([status, json.code]).toEqual([403, 'channel_not_in_plan']);
    expect(json.errors).toMatchObject([{ pointer: '/recipients/1/channel' }]);
    await bound.close();
  });
});

it('a policy binds everybody who is asked, now or later', async () => {
  const made = await server.ask('POST', '/v1/keys', {
    key: developer.live,
    body: { policy: { recipients: ['+15550177'] } },
  });
  const { status, json } = await create(
    { ...bob, fallback: [{ after_seconds: 60, recipient: '+15550178', channel: 'sms' }] },
    { key: made.json.api_key },
  );
  expect([status, json.code]).toEqual([403, 'policy_denied']);
  expect(json.errors).toMatchObject([{ pointer: '/fallback/0/recipient' }]);
});

describe('the link channel', () => {
  const frontDesk = { recipient: 'Ada, at the front desk', channel: 'link' };

  it('sends nothing, needs nothing set up, and lets the caller’s own link answer', async () => {
    const { id, token } = await testPause(real, developer.live, frontDesk);
    const poll = async () =>
      (await real.ask('GET', `/v1/pause/${id}`, { key: developer.live })).json;
    expect((await poll()).notification).toMatchObject({ status: 'sent', attempts: 0 });
    const body = { choice: 'Approve' };
    expect((await real.ask('POST', `/v1/respond/${token}`, { body })).status).toBe(200);
    expect((await poll()).decision).toMatchObject({ identified_by: 'caller_link' });
  });

  it('is for an agent’s key only where its policy says so', async () => {
    const agent = async (policy?: object) => {
      const body = { role: 'agent', ...(policy && { policy }) };
      return (await server.ask('POST', '/v1/keys', { key: developer.live, body })).json.api_key;
    };
    const denied = await create(frontDesk, { key: await agent() });
    expect([denied.status, denied.json.code]).toEqual([403, 'policy_denied']);
    const allowed = await create(frontDesk, { key: await agent({ channels: ['link'] }) });
    expect(allowed.status).toBe(201);
  });
});
