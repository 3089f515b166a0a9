// What Slack can do with what the operator has set, and what doctor says of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Hook, HookCall } from '../hook.ts';
import { type FakeSlack, openFakeSlack } from '../testing/fake-slack.ts';
import { notice } from '../testing/notice.ts';
import { openWire } from '../testing/wire.ts';
import type { VendorParts } from '../vendor.ts';
import type { SlackEnv } from './env.ts';
import { slackVendor } from './slack-vendor.ts';
import { slack } from './slack.ts';

const parse = (env: unknown): SlackEnv => z.object(slackVendor.env).parse(env);

let fake: FakeSlack;
const errors: unknown[] = [];
const parts: VendorParts = {
  publicUrl: 'https://approve.example.com',
  callbackSecret: 'unused',
  now: () => new Date(),
  timeoutMilliseconds: 2_000,
  onError: (error) => errors.push(error),
};
const to = { address: 'C0123456789', key: 'key', expiresAt: notice.expiresAt };

beforeEach(async () => {
  errors.length = 0;
  fake = await openFakeSlack();
});
afterEach(() => fake.close());

const open = (...without: readonly (keyof SlackEnv)[]) => {
  const env = Object.entries(fake.env).filter(([name]) => !without.includes(name as never));
  return slackVendor.open(parse(Object.fromEntries(env)), parts);
};

test('incoming webhooks need nothing; the hook needs both secrets of the app', async () => {
  const nothing = await slackVendor.open(parse({}), parts);
  expect(nothing).toMatchObject({ couriers: { slack: {} }, hooks: [], missing: {} });
  expect((await open('SLACK_SIGNING_SECRET')).hooks).toEqual([]);
  expect((await open('SLACK_BOT_TOKEN')).hooks).toEqual([]);
  expect((await open()).hooks.map(({ path }) => path)).toEqual(['slack/interactions']);
});

test('what cannot be a token or a URL is said before anything starts', () => {
  expect(() => parse({ SLACK_BOT_TOKEN: 'not a token' })).toThrow('xoxb-');
  expect(() => parse({ SLACK_BOT_TOKEN: 'xoxb-1\r\nCookie: x' })).toThrow('xoxb-');
  expect(() => parse({ SLACK_API_URL: 'slack.com' })).toThrow('must be a URL');
});

test('a stand-in may be named by its origin alone', async () => {
  const env = { ...fake.env, SLACK_API_URL: new URL(fake.env.SLACK_API_URL).origin };
  const { couriers } = await slackVendor.open(parse(env), parts);
  expect(await couriers.slack!.send(slack.render(notice), to)).toHaveProperty('ref');
});

describe('a human who presses', () => {
  let hook: Hook;
  beforeEach(async () => {
    const { couriers, hooks } = await open();
    await couriers.slack!.send(slack.render(notice), to);
    hook = hooks[0]!;
  });

  const pressed = (): Extract<HookCall, { kind: 'press' }> => {
    const request = { url: '', ...fake.signedPress(0, 1, 'U012ABCDE'), now: new Date() };
    return hook.receive(request) as never;
  };

  test('is known by what was sent to Slack and came back', () => {
    expect(pressed()).toMatchObject({ code: notice.code, choice: 1, userId: 'U012ABCDE' });
  });

  test('gets to know what became of it, unseen by others and without being a mention', async () => {
    expect(pressed().answer('Too late <!channel> & done.')).toMatchObject({ status: 200 });
    await expect.poll(() => fake.whispers()).toHaveLength(1);
    expect(fake.whispers()).toEqual([
      {
        channel: 'C0123456789',
        user: 'U012ABCDE',
        text: 'Too late &lt;!channel&gt; &amp; done.',
      },
    ]);
    expect(errors).toEqual([]);
  });

  test('is none the worse for a whisper that fails; the operator hears of it', async () => {
    fake.script({ status: 200, body: { ok: false, error: 'user_not_in_channel' } });
    expect(pressed().answer('Too late.')).toMatchObject({ status: 200 });
    await expect.poll(() => errors).toHaveLength(1);
    expect(String(errors[0])).not.toMatch(/U012ABCDE|C0123456789|Too late/);
  });
});

test('over the wire a press is heard; one that is altered, old or repeated later is refused', async () => {
  const { couriers, hooks } = await open();
  await couriers.slack!.send(slack.render(notice), to);
  let now = new Date();
  const server = await openWire(({ path, headers, body }) => {
    const call = hooks[0]!.receive({ url: path, headers: headers as never, body, now });
    return { status: call.kind === 'forged' ? 403 : 200, body: call.kind };
  });
  const target = { to: server.url };
  const press = async (pressing = {}) =>
    (await fake.press(0, 0, 'U012ABCDE', { ...target, ...pressing })).text();
  const old = new Date(now.getTime() - 301_000);
  const alter = (body: string) => body.replace('U012ABCDE', 'U0EVE0000');
  expect(await press({ at: old })).toBe('forged');
  expect(await press({ alter })).toBe('forged');
  expect(await press()).toBe('press');
  now = new Date(now.getTime() + 302_000);
  expect(await (await fake.replay(server.url)).text()).toBe('forged');
  await server.close();
});

describe('doctor', () => {
  const states = async (...without: readonly (keyof SlackEnv)[]) =>
    (await (await open(...without)).check()).map(({ what, state }) => `${what}: ${state}`);

  test('says that incoming webhooks work when nothing is set', async () => {
    const { check } = await slackVendor.open(parse({}), parts);
    expect(await check()).toMatchObject([{ what: 'Slack webhooks', state: 'ok' }]);
    expect(fake.taken).toEqual([]);
  });

  test('names who the app is, and where presses must be sent', async () => {
    const details = (await (await open()).check()).map(({ detail }) => detail).join('\n');
    expect(details).toContain('pausepoint in Example Team');
    expect(details).toContain('https://approve.example.com/hooks/slack/interactions');
  });

  test('names the secret that is missing', async () => {
    expect(await states('SLACK_SIGNING_SECRET')).toEqual([
      'Slack webhooks: ok',
      'Slack app: ok',
      'Slack buttons: warning',
    ]);
    const [, buttons] = await (await open('SLACK_BOT_TOKEN')).check();
    expect(buttons).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
  });

  test('finds a token that Slack refuses, without showing it', async () => {
    fake.script({ status: 200, body: { ok: false, error: 'token_revoked' } });
    const [, app] = await (await open()).check();
    expect(app).toMatchObject({ state: 'failed' });
    expect(app!.detail).toContain('SLACK_BOT_TOKEN');
    expect(app!.detail).not.toContain(fake.env.SLACK_BOT_TOKEN);
  });

  test('speaks of no message where none was sent', async () => {
    fake.script('reset');
    const [, app] = await (await open()).check();
    expect(app).toMatchObject({ state: 'failed', detail: 'Slack did not answer' });
  });

  test.each([
    [['users:read'], 'failed'],
    [['users:read', 'chat:write'], 'ok'],
    [null, 'ok'],
  ])('with the scopes %j the app is %s', async (scopes, state) => {
    await fake.close();
    fake = await openFakeSlack({ scopes });
    expect((await (await open()).check())[1]).toMatchObject({ what: 'Slack app', state });
  });
});
