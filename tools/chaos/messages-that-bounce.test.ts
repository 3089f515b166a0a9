// S14: what no second try would mend is tried once, seen by the developer, and leads to the fallback.
import { telegramRefusal, twilioRefusal } from '@pausepoint/channels/testing';
import { patience } from '@pausepoint/runtime/testing/scale';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLiveService, type LiveService } from './live-service.ts';
import { expectNothingTold } from './nothing-told.ts';
import { reached, ways, type Way } from './ways.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

/** How often the developer looks, every 25 ms, until a failure must be seen. */
const POLLS = 200;

let service: LiveService;
let webhook: WebhookReceiver<{ readonly notification: { readonly status: string } }>;
beforeAll(async () => {
  service = await openLiveService();
  webhook = await openWebhookReceiver(({ pause_id }) => service.read(pause_id));
  await service.startWorker();
}, patience(120_000));
afterAll(async () => {
  webhook.close();
  await service.close();
});

interface Case {
  readonly name: string;
  readonly way: Way;
  readonly error: RegExp;
  /** Makes the vendor say no to both addresses. */
  readonly before?: (addresses: readonly string[]) => unknown;
  /** Once both were taken: what the vendor tells later. */
  readonly later?: (addresses: readonly string[]) => unknown;
}

const script = (vendor: 'twilio' | 'slack' | 'telegram', status: number, body: unknown) =>
  service[vendor].script({ status, body }, { status, body });

const cases: readonly Case[] = [
  {
    name: 'a phone that opted out',
    way: 'sms',
    error: /opted out.*21610/,
    before: (phones) =>
      Promise.all(phones.map((phone) => service.twilio.receive(phone, 'STOP', service.url))),
  },
  {
    name: 'a number that is none',
    way: 'sms',
    error: /not a phone number.*21211/,
    before: () => script('twilio', 400, twilioRefusal(400, 21211).body),
  },
  {
    name: 'a text that the carrier gives up later',
    way: 'sms',
    error: /out of reach.*30003/,
    async later(phones) {
      const { twilio, url } = service;
      for (const phone of phones) {
        const at = twilio.messages.findIndex(({ to }) => to === phone);
        await twilio.report(at, 'sent', undefined, url);
        expect((await twilio.report(at, 'undelivered', 30003, url)).status).toBe(200);
      }
    },
  },
  {
    name: 'a mailbox that bounces',
    way: 'email',
    error: /refused the recipient \(550\)/,
    before: () => service.smtp.script({ status: 550 }, { status: 550 }),
  },
  {
    name: 'an archived Slack channel',
    way: 'app',
    error: /archived/,
    before: () => script('slack', 200, { ok: false, error: 'is_archived' }),
  },
  {
    name: 'an archived channel behind an incoming webhook',
    way: 'webhook',
    error: /archived/,
    before: () => script('slack', 410, 'channel_is_archived'),
  },
  {
    name: 'a person who blocked the Telegram bot',
    way: 'telegram',
    error: /blocked by the person/,
    before: (chats) => chats.forEach((chat) => service.telegram.block(Number(chat))),
  },
  {
    name: 'a Telegram chat that is gone',
    way: 'telegram',
    error: /no such chat/,
    before: () => script('telegram', 400, telegramRefusal(400, 'Bad Request: chat not found').body),
  },
];

test.each(cases)(
  '$name: tried once, seen and told; a fallback is asked at once',
  { timeout: patience(60_000) },
  async (given) => {
    const { way, error, before, later } = given;
    const at = 2 * cases.indexOf(given);
    const addresses = [at, at + 1].map(ways[way].address);
    await before?.(addresses);
    const other: Way = ways[way].vendor === 'telegram' ? 'sms' : 'telegram';
    // Beyond the indexes of those who can't be reached.
    const fallback = 1_000 + at;
    const [lone, backed] = await Promise.all([
      ask(way, addresses[0]!),
      ask(way, addresses[1]!, [
        {
          after_seconds: 3_600,
          recipient: ways[other].address(fallback),
          channel: ways[other].channel,
        },
      ]),
    ]);
    if (later) {
      await seen(async () => {
        for (const id of [lone, backed]) expect(await statusOf(id)).toBe('sent');
      });
      await later(addresses);
    }

    await seen(async () => {
      for (const id of [lone, backed]) expect(await statusOf(id)).toBe('failed');
    });
    await seen(() => expect(toldOf(lone)).toHaveLength(1));
    // Whoever hears the webhook finds the pause saying the same.
    expect(toldOf(lone)[0]).toMatchObject({
      told: { type: 'pause.notification_failed' },
      seen: { status: 'pending', notification: { status: 'failed' } },
    });
    await seen(async () => {
      const { recipients } = await service.read(backed);
      expect(recipients[1].notification.status).toBe('sent');
    });
    expect(reached(service, other, fallback)).toBe(1);
    // There is still somebody to answer: nothing the webhook need wake anybody for.
    expect(toldOf(backed)).toEqual([]);

    for (const id of [lone, backed]) await expectOneTry(id, error);
    const sent = later ? ['pause.notified'] : [];
    const failed = ['pause.created', ...sent, 'pause.notification_failed'];
    expect((await eventsOf(lone)).filter((type) => !type.includes('webhook'))).toEqual(failed);
    expect(await eventsOf(backed)).toEqual([...failed, 'pause.escalated']);
  },
);

test('neither log nor database names anybody who could not be reached', async () => {
  const addresses = cases.flatMap(({ way }, at) =>
    [0, 1].map((i) => ways[way].address(2 * at + i)),
  );
  await expectNothingTold(service, { addresses, texts: ['Is anybody there'] });
});

async function ask(way: Way, recipient: string, fallback?: readonly object[]): Promise<string> {
  const { pause_id } = await service.ask({
    ...{ recipient, channel: ways[way].channel, webhook_url: webhook.url },
    ...{ message: 'Is anybody there?', options: ['Yes', 'No'] },
    ...(fallback && { fallback }),
  });
  return pause_id;
}

const statusOf = async (id: string): Promise<string> => {
  const { notification } = await service.read(id);
  return notification.status;
};

const toldOf = (id: string) => webhook.received.filter(({ told }) => told.pause_id === id);

/** No retry: neither was there one, nor will there be. */
async function expectOneTry(id: string, error: RegExp): Promise<void> {
  const { notification } = await service.read(id);
  expect(notification).toMatchObject({ attempts: 1, last_error: expect.stringMatching(error) });
  const [question] = await service.rows(
    `select d.next_attempt_at, (select count(*)::int from attempt a where a.delivery_id = d.id) as tries
     from delivery d where d.pause_id = $1 and d.notice = 'question' and d.recipient_index = 0`,
    [id.replace('psr_', '')],
  );
  expect(question).toEqual({ next_attempt_at: null, tries: 1 });
}

/** In the order they happened. */
async function eventsOf(id: string): Promise<readonly string[]> {
  const events = await service.rows<{ type: string }>(
    'select type from audit_event where pause_id = $1 order by id',
    [id.replace('psr_', '')],
  );
  return events.map(({ type }) => type);
}

async function seen(check: () => unknown): Promise<void> {
  for (let poll = 1; ; poll++) {
    try {
      return void (await check());
    } catch (error) {
      if (poll === POLLS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
