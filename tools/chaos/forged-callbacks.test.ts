// S12: callbacks that are altered, foreign, unsigned, too old or sent again, at the real door.
import { createHmac } from 'node:crypto';
import { patience } from '@pausepoint/runtime/testing/scale';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  callbacksTo,
  expectRefused,
  newSid,
  type Callbacks,
  type Form,
  type Headers,
} from './callbacks.ts';
import { inboxOf, type Inbox } from './inbox.ts';
import { eventually, openLiveService, publicUrl, type LiveService } from './live-service.ts';
import { expectNothingTold } from './nothing-told.ts';

vi.setConfig({ testTimeout: patience(60_000), hookTimeout: patience(120_000) });

let service: LiveService;
let inbox: Inbox;
let call: Callbacks;
beforeAll(async () => {
  service = await openLiveService();
  inbox = inboxOf(service);
  call = callbacksTo(service);
  await service.startWorker();
});
afterAll(() => service.close());

const phone = '+13128471928';
const channel = 'C0123456789';
const chat = '-1001234567890';

/** Sent and written down: nothing of ours changes it any more. */
async function ask(way: 'sms' | 'slack' | 'telegram', recipient: string): Promise<string> {
  const { pause_id } = await service.ask({
    ...{ recipient, channel: way, message: 'Wire $8,400?', options: ['Approve', 'Reject'] },
  });
  await eventually(async () => {
    expect((await service.read(pause_id)).notification.status).toBe('sent');
  });
  return pause_id;
}

test('Twilio: a reply nobody signed so decides nothing, nor does one that is sent again', async () => {
  const text = (Body: string): Form => ({
    ...{ ...call.account(), MessageSid: newSid(), From: phone, To: '+15005550006', Body },
  });
  // Overheard while the digit stood for nothing yet.
  const early = text('1');
  expect(await (await call.fromTwilio('twilio/sms', early)).text()).toContain(
    'Nothing was recorded',
  );
  const id = await ask('sms', phone);
  expect((await inbox.text(phone)).body).toContain('Reply 1 Approve, 2 Reject');
  const before = await call.record();

  const form = text('1');
  await expectRefused([
    ['altered', call.fromTwilio('twilio/sms', form, { sent: { ...form, Body: '2' } })],
    [
      'from another',
      call.fromTwilio('twilio/sms', form, { sent: { ...form, From: '+13128471999' } }),
    ],
    ['foreign', call.fromTwilio('twilio/sms', form, { token: 'another account' })],
    [
      'at another address',
      call.fromTwilio('twilio/sms', form, { url: `${publicUrl}/hooks/twilio/x` }),
    ],
    [
      'over our host',
      call.fromTwilio('twilio/sms', form, { url: `${service.url}/hooks/twilio/sms` }),
    ],
    [
      'of another account',
      call.fromTwilio('twilio/sms', { ...form, AccountSid: `AC${'0'.repeat(32)}` }),
    ],
    ['unsigned', call.post('twilio/sms', {}, new URLSearchParams(form))],
  ]);
  expect(await (await call.fromTwilio('twilio/sms', early)).text()).toContain(
    'Nothing was recorded',
  );
  expect(await call.record()).toEqual(before);

  const recorded = await (await call.fromTwilio('twilio/sms', form)).text();
  expect(recorded).toContain('Recorded: Approve');
  const after = await call.record();
  expect(await (await call.fromTwilio('twilio/sms', form)).text()).toBe(recorded);
  expect(await call.record()).toEqual(after);
  expect((await service.read(id)).response_choice).toBe('Approve');
});

test('Twilio: a report that is altered, or about another message, changes nothing', async () => {
  const other = '+13128471930';
  await ask('sms', other);
  const { sid, statusCallback } = await inbox.text(other);
  const path = statusCallback.slice(`${publicUrl}/hooks/`.length);
  const report = (MessageStatus: string): Form => ({
    ...call.account(),
    MessageSid: sid,
    MessageStatus,
  });
  const before = await call.record();
  const [key = ''] = /[\w-]{64}$/.exec(path) ?? [];
  const foreignKey = path.replace(key, key.split('').reverse().join(''));
  await expectRefused([
    ['altered', call.fromTwilio(path, report('sent'), { sent: report('failed') })],
    [
      'for another',
      call.fromTwilio(foreignKey, report('failed'), { url: `${publicUrl}/hooks/${path}` }),
    ],
    ['foreign', call.fromTwilio(path, report('failed'), { token: 'another account' })],
    ['unsigned', call.post(path, {}, new URLSearchParams(report('failed')))],
  ]);
  expect((await call.fromTwilio(foreignKey, report('failed'))).status).toBe(200);
  expect(await call.record()).toEqual(before);

  expect((await call.fromTwilio(path, report('delivered'))).status).toBe(200);
  const after = await call.record();
  expect(after).not.toEqual(before);
  for (const status of ['delivered', 'sent', 'queued', 'failed', 'undelivered']) {
    expect((await call.fromTwilio(path, report(status))).status).toBe(200);
  }
  expect(await call.record()).toEqual(after);
});

test('Slack: only its own word of the last minutes decides, and only once', async () => {
  const id = await ask('slack', channel);
  const { index } = await inbox.slack(channel);
  const press = (at?: Date) => service.slack.signedPress(index, 0, 'U02ADA', at);
  const send = ({ headers, body }: { readonly headers: Headers; readonly body: string }) =>
    call.post('slack/interactions', headers, body);
  const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const genuine = press();
  const old = press(minutesFromNow(-6));
  const stamp = genuine.headers['x-slack-request-timestamp']!;
  const foreign = createHmac('sha256', 'another app').update(`v0:${stamp}:${genuine.body}`);
  const before = await call.record();
  await expectRefused([
    ['altered', send({ ...genuine, body: genuine.body.replaceAll('U02ADA', 'U02EVE') })],
    ['another choice', send({ ...genuine, body: genuine.body.replaceAll('%3A0', '%3A1') })],
    ['aged', send(old)],
    ['of tomorrow', send(press(minutesFromNow(6)))],
    [
      'aged, made young',
      send({ ...old, headers: { ...old.headers, 'x-slack-request-timestamp': stamp } }),
    ],
    [
      'foreign',
      send({
        ...genuine,
        headers: { ...genuine.headers, 'x-slack-signature': `v0=${foreign.digest('hex')}` },
      }),
    ],
    [
      'unsigned',
      send({ ...genuine, headers: { 'content-type': genuine.headers['content-type']! } }),
    ],
  ]);
  expect(await call.record()).toEqual(before);

  expect((await send(genuine)).status).toBe(200);
  expect((await service.read(id)).decision).toMatchObject({ user_id: 'U02ADA' });
  await eventually(async () => expect(await inbox.slack(channel)).toMatchObject({ edits: 1 }));
  await call.concluded(id);
  const after = await call.record();
  expect((await send(genuine)).status).toBe(200);
  expect(await call.record()).toEqual(after);
});

test('Telegram: without the secret it was given nobody is believed; said again is said once', async () => {
  const id = await ask('telegram', chat);
  const message = await inbox.chat(chat);
  const button = message.buttons.flat().find(({ text }) => text === 'Approve');
  const data = button && 'callback_data' in button ? button.callback_data : '';
  const update = (given: string) =>
    JSON.stringify({
      update_id: 7_000_001,
      callback_query: { id: '77', from: { id: 987654321 }, data: given },
    });
  const send = (secret: string | null, body = update(data)) =>
    call.post(
      'telegram/updates',
      {
        'Content-Type': 'application/json',
        ...(secret !== null && { 'X-Telegram-Bot-Api-Secret-Token': secret }),
      },
      body,
    );
  const secret = service.telegram.webhook()!.secret_token!;
  const before = await call.record();
  await expectRefused([
    ['without', send(null)],
    ['empty', send('')],
    ['foreign', send(createHmac('sha256', 'x').update('telegram/updates').digest('base64url'))],
    ['nearly', send(secret.slice(0, -1))],
    ['the token', send(service.telegram.token)],
  ]);
  // Its code altered, it is no button of any question.
  const altered = data.replace(/^./, data.startsWith('A') ? 'B' : 'A');
  expect(await (await send(secret, update(altered))).text()).toContain('is not known here');
  expect(await call.record()).toEqual(before);

  const first = await (await send(secret)).text();
  expect(first).toContain('Recorded: Approve');
  await call.concluded(id);
  const after = await call.record();
  expect(await (await send(secret)).text()).toBe(first);
  const another = data.replace(/0$/, '1');
  expect(await (await send(secret, update(another))).text()).toContain('Already answered: Approve');
  expect(await call.record()).toEqual(after);
});

test('nothing of a callback is in the log, whoever sent it', async () => {
  await expectNothingTold(service, {
    addresses: [phone, '3128471930', channel, chat],
    texts: ['Wire $8,400', 'Recorded:', 'another account', 'delivery='],
  });
  for (const user of ['U02ADA', 'U02EVE', '987654321']) {
    expect(service.output()).not.toContain(user);
  }
});
