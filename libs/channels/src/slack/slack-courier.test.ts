// What couriers to Slack keep to, by the app and by incoming webhook, over the wire.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { To } from '../channel.ts';
import { type CourierCase, describeCourier } from '../testing/courier-conformance.ts';
import { type FakeSlack, openFakeSlack } from '../testing/fake-slack.ts';
import { notice } from '../testing/notice.ts';
import { openSlackApp } from './slack-app.ts';
import { slackCourier } from './slack-courier.ts';
import { slack } from './slack.ts';

const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/TheSecretOfIt';
const CHANNEL = 'C0123456789';
const message = slack.render(notice);
const toward = (address: string): To => ({
  address,
  key: 'TheNameOfTheDelivery',
  expiresAt: notice.expiresAt,
});
const timeoutMilliseconds = 2_000;

async function courierFor(fake: FakeSlack, hears = true) {
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: apiUrl } = fake.env;
  const app = await openSlackApp({ token, apiUrl, timeoutMilliseconds });
  return slackCourier({ app, hears, apiUrl, timeoutMilliseconds });
}

const open: CourierCase['open'] = async () => {
  const fake = await openFakeSlack();
  const courier = await courierFor(fake);
  return {
    courier,
    taken: () => fake.messages().length,
    script: fake.script,
    close: fake.close,
  };
};

/** As the web API says no: 200, and a code. */
const no = (code: string) => ({ status: 200, body: { ok: false, error: code } });

describeCourier({
  name: 'Slack app',
  message,
  to: toward(CHANNEL),
  open,
  busy: { mishap: { status: 429, retryAfter: 30, body: no('ratelimited').body }, seconds: 30 },
  broken: [
    { mishap: { status: 429 }, kind: 'retry' },
    { mishap: no('ratelimited'), kind: 'retry' },
    { mishap: { status: 500 }, kind: 'unsure' },
    { mishap: { status: 502, body: '<html>' }, kind: 'unsure' },
    { mishap: { status: 503, retryAfter: 5 }, kind: 'retry' },
    { mishap: { status: 404 }, kind: 'retry' },
    { mishap: { status: 200, body: '<html>a proxy speaks</html>' }, kind: 'unsure' },
    { mishap: no('fatal_error'), kind: 'unsure' },
    { mishap: no('internal_error'), kind: 'unsure' },
    { mishap: no('service_unavailable'), kind: 'retry' },
    { mishap: no('invalid_auth'), kind: 'retry' },
    { mishap: no('token_revoked'), kind: 'retry' },
    { mishap: no('account_inactive'), kind: 'retry' },
    { mishap: no('missing_scope'), kind: 'retry' },
  ],
  permanent: [
    'channel_not_found',
    'is_archived',
    'channel_is_archived',
    'not_in_channel',
    'user_not_found',
    'cannot_dm_bot',
    'restricted_action',
    'invalid_blocks',
    'msg_too_long',
    'an_error_of_next_year',
  ].map((name) => ({ name, mishap: no(name) })),
});

describeCourier({
  name: 'Slack incoming webhook',
  message,
  to: toward(WEBHOOK),
  open,
  busy: { mishap: { status: 429, retryAfter: 30, body: 'rate_limited' }, seconds: 30 },
  broken: [
    { mishap: { status: 429 }, kind: 'retry' },
    { mishap: { status: 500, body: 'rollup_error' }, kind: 'unsure' },
    { mishap: { status: 500, body: 'server_error' }, kind: 'unsure' },
    { mishap: { status: 503 }, kind: 'retry' },
  ],
  permanent: [
    { name: 'no_service', mishap: { status: 404, body: 'no_service' } },
    { name: 'no_team', mishap: { status: 404, body: 'no_team' } },
    { name: 'channel_not_found', mishap: { status: 404, body: 'channel_not_found' } },
    { name: 'channel_is_archived', mishap: { status: 410, body: 'channel_is_archived' } },
    { name: 'action_prohibited', mishap: { status: 403, body: 'action_prohibited' } },
    { name: 'a refusal with status 500', mishap: { status: 500, body: 'action_prohibited' } },
    { name: 'invalid_payload', mishap: { status: 400, body: 'invalid_payload' } },
    { name: 'any other 404', mishap: { status: 404, body: '<html>' } },
    { name: 'any other 410', mishap: { status: 410 } },
  ],
});

describe('a message in Slack', () => {
  let fake: FakeSlack;
  beforeEach(async () => {
    fake = await openFakeSlack();
  });
  afterEach(() => fake.close());

  test('comes as blocks beside the text, and unfurls nothing', async () => {
    const courier = await courierFor(fake);
    await courier.send(message, toward(CHANNEL));
    await courier.send(message, toward(WEBHOOK));
    const { app, webhook } = message.payload!;
    expect(fake.messages()).toMatchObject([
      { by: 'app', channel: CHANNEL, text: message.text, blocks: app },
      { by: 'webhook', text: message.text, blocks: webhook },
    ]);
    const [posted, hooked] = fake.taken.map(({ body }) => body);
    expect(posted).toContain('unfurl_links=false&unfurl_media=false');
    expect(hooked).toContain('"unfurl_links":false,"unfurl_media":false');
    expect(fake.taken[1]!.path).toBe('/services/T000/B000/TheSecretOfIt');
  });

  test('that nobody hears presses of has links for buttons', async () => {
    await (await courierFor(fake, false)).send(message, toward(CHANNEL));
    expect(fake.messages()[0]!.blocks).toEqual(message.payload!.webhook);
  });

  test('of the app can be edited to its outcome', async () => {
    const courier = await courierFor(fake);
    const sent = await courier.send(message, toward('U0123456789'));
    expect(sent).toEqual({ kind: 'delivered', ref: 'D0123456789:1700000000.000001' });
    const { ref } = sent as { ref: string };
    const outcome = slack.renderOutcome!(notice, {
      status: 'cancelled',
      choice: null,
      at: notice.expiresAt,
      userId: null,
    });
    const to = { ...toward('U0123456789'), ref };
    expect(await courier.edit!(outcome, to)).toEqual({ kind: 'delivered', ref });
    expect(fake.messages()).toMatchObject([
      { text: outcome.text, blocks: outcome.payload!.app, edits: 1 },
    ]);
  });

  test('that vanished is not edited again and again', async () => {
    const courier = await courierFor(fake);
    const to = { ...toward(CHANNEL), ref: `${CHANNEL}:1.2` };
    expect((await courier.edit!(message, to)).kind).toBe('dead');
    expect((await courier.edit!(message, { ...to, ref: 'elsewhere' })).kind).toBe('dead');
  });

  test.each(['reset', 'hang', { status: 500 }] as const)(
    'is edited once more when the answer was lost: %j',
    async (mishap) => {
      const courier = await courierFor(fake);
      const { ref } = (await courier.send(message, toward(CHANNEL))) as { ref: string };
      fake.script(mishap);
      expect((await courier.edit!(message, { ...toward(CHANNEL), ref })).kind).toBe('retry');
    },
  );

  test.each([CHANNEL, WEBHOOK])('was surely not taken where nobody listens', async (address) => {
    const courier = await courierFor(fake);
    await fake.close();
    expect((await courier.send(message, toward(address))).kind).toBe('retry');
  });
});

describe('without a bot token', () => {
  const courier = slackCourier({
    app: undefined,
    hears: false,
    apiUrl: undefined,
    timeoutMilliseconds,
  });

  test('channels and users are refused in words that name the variable, not the id', () => {
    expect(courier.refuses!(CHANNEL)).toContain('SLACK_BOT_TOKEN');
    expect(courier.refuses!(CHANNEL)).not.toContain(CHANNEL);
    expect(courier.refuses!(WEBHOOK)).toBeUndefined();
  });

  test('nothing is tried again and again, nothing is edited', async () => {
    expect((await courier.send(message, toward(CHANNEL))).kind).toBe('dead');
    expect(courier.edit).toBeUndefined();
  });
});
