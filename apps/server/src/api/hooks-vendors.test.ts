// The vendors themselves, at the wire: what they send leaves through their API, and comes back signed.
import { channels, openChannels, type Notice, type OpenChannels } from '@pausepoint/channels';
import {
  openFakeSlack,
  openFakeTelegram,
  openFakeTwilio,
  type FakeSlack,
  type FakeTelegram,
  type FakeTwilio,
} from '@pausepoint/channels/testing';
import { createKeyRing, formatDeliveryKey, type ChannelName } from '@pausepoint/core';
import { claimNotifications, takeReplyDigits } from '@pausepoint/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readServerConfig } from '../config.ts';
import { ask, testDeveloperId, type Asked } from '../pages/testing.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

const publicUrl = 'https://pause.example.com';
const now = () => new Date();
const phone = '+13128471928';

let telegram: FakeTelegram;
let slack: FakeSlack;
let twilio: FakeTwilio;
let open: OpenChannels;
let server: TestServer;
let developerId: string;
beforeAll(async () => {
  telegram = await openFakeTelegram();
  slack = await openFakeSlack();
  twilio = await openFakeTwilio({ publicUrl });
  const config = readServerConfig({
    ...{ PUBLIC_URL: publicUrl, ...slack.env, ...twilio.env },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
  });
  const onError = (error: unknown) => expect.unreachable(String(error));
  open = await openChannels(config.channels, {
    ...{ local: false, ring: createKeyRing('of the tests'), publicUrl, now, onError },
  });
  await open.prepare();
  server = await testServer({ channels: open, publicUrl, local: false });
  developerId = await testDeveloperId(server);
});
afterAll(async () => {
  await server.close();
  open.close();
  await Promise.all([telegram.close(), slack.close(), twilio.close()]);
});

/** Asks as the worker does: rendered by the channel, carried by its courier. */
async function send(
  channel: ChannelName,
  address: string,
  digits: readonly number[] | null = null,
) {
  const asked = await ask(server, developerId, { channel, sandboxed: false });
  const claims = await claimNotifications(server.store, { limit: 100, leaseSeconds: 60 });
  const claim = claims.find(({ pauseId }) => pauseId === asked.pauseId)!;
  const notice: Notice = {
    ...{ kind: 'question', developerName: 'Ada', agent: null, question: 'Wire $8,400?' },
    ...{ context: null, options: ['Approve', 'Reject'], timeoutDefault: 'Reject' },
    ...{ expiresAt: asked.expiresAt, link: publicUrl + asked.link },
    ...{ shortLink: publicUrl + asked.shortLink, code: asked.codes[0]!, pressable: true, digits },
  };
  const key = formatDeliveryKey(claim);
  const to = { address, key, expiresAt: asked.expiresAt };
  expect(await open.couriers[channel]!.send(channels[channel].render(notice), to)).toMatchObject({
    kind: 'delivered',
  });
  return asked;
}

const decisionOf = async (asked: Asked) => {
  const { responseChoice, decision } = await asked.read();
  return { choice: responseChoice, ...decision };
};

it('a button pressed in Telegram decides, and a second press is told what was recorded', async () => {
  const asked = await send('telegram', '123456789');
  const message = telegram.messages().at(-1)!;
  const first = await telegram.press(message, 'Reject', 987654321, server.url);
  expect(first).toEqual({ status: 200, words: 'Recorded: Reject. This is final.' });
  expect(await decisionOf(asked)).toMatchObject({
    ...{ choice: 'Reject', via: 'telegram', identifiedBy: 'telegram_user', userId: '987654321' },
  });
  const second = await telegram.press(message, 'Approve', 987654322, server.url);
  expect(second.words).toBe('Already answered: Reject. Nothing was changed.');
});

describe('Slack', () => {
  const press = (choice: number, given: object = {}) =>
    slack.press(slack.messages().length - 1, choice, 'U02ADA', {
      to: `${server.url}/hooks/slack/interactions`,
      ...given,
    });

  it('a pressed button decides, replayed it decides nothing more', async () => {
    const asked = await send('slack', 'C0123456789');
    expect((await press(0)).status).toBe(200);
    expect(await decisionOf(asked)).toMatchObject({
      ...{ choice: 'Approve', via: 'slack', identifiedBy: 'slack_user', userId: 'U02ADA' },
    });
    const resolvedAt = (await asked.read()).resolvedAt;
    expect((await slack.replay(`${server.url}/hooks/slack/interactions`)).status).toBe(200);
    expect((await asked.read()).resolvedAt).toEqual(resolvedAt);
  });

  it('a press that is old, or altered on its way, is refused', async () => {
    const asked = await send('slack', 'C0123456789');
    const old = await press(0, { at: new Date(Date.now() - 6 * 60_000) });
    const altered = await press(0, { alter: (body: string) => body.replace('U02ADA', 'U02EVE') });
    expect([old.status, altered.status]).toEqual([403, 403]);
    expect((await asked.read()).status).toBe('pending');
  });
});

describe('Twilio', () => {
  it('tells how far a text got, in any order, and nothing leads back', async () => {
    const asked = await send('sms', phone);
    const index = twilio.messages.length - 1;
    const report = (status: string) => twilio.report(index, status, undefined, server.url);
    for (const status of ['delivered', 'sent', 'queued']) {
      expect((await report(status)).status).toBe(200);
    }
    const { rows } = await server.store.pool.query(
      'select reported from delivery where pause_id = $1',
      [asked.pauseId],
    );
    expect(rows).toEqual([{ reported: 'delivered' }]);
  });

  it('a digit texted back decides, and the answer is a text', async () => {
    const { pauseId, expiresAt } = await ask(server, developerId, { sandboxed: false });
    const line = open.couriers.sms!.replyLine!;
    const digits = await takeReplyDigits(server.store, {
      ...{ line, address: phone, developerId, pauseId, recipientIndex: 0, options: 2, expiresAt },
    });
    const reply = await twilio.receive(phone, String(digits![0]), server.url);
    expect(await reply.text()).toContain('<Message>Recorded: Approve. This is final.</Message>');
  });

  it('an opt-out word is left to Twilio', async () => {
    const reply = await twilio.receive('+13128471999', 'STOP', server.url);
    expect(await reply.text()).toContain('<Response/>');
  });

  it('a phone in a country no texts are sent to is not answered', async () => {
    const reply = await twilio.receive('+447911123456', 'hello', server.url);
    expect([reply.status, await reply.text()]).toEqual([
      200,
      expect.stringContaining('<Response/>'),
    ]);
  });
});

it('nothing of all this is in the log', () => {
  const log = server.log();
  expect(log).toContain('/hooks/:vendor/:name');
  for (const text of [phone, '13128471928', 'U02ADA', '987654321', 'delivery=']) {
    expect(log).not.toContain(text);
  }
});
