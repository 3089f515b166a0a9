// Which presses count: those Slack signed a moment ago, of a button of ours.
import { describe, expect, test } from 'vitest';
import type { HookCall } from '../hook.ts';
import { sign } from '../testing/fake-slack.ts';
import { notice } from '../testing/notice.ts';
import { pressPayload } from '../testing/slack-press-payload.ts';
import { interactions } from './interactions.ts';
import { slack } from './slack.ts';
import { isFromSlack, slackSignature } from './verify-slack.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const now = new Date('2026-05-08T17:00:00Z');
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);

/** What a human presses in: a post of the app. */
const post = {
  channel: 'C0123456789',
  ts: '1700000000.000001',
  by: 'app',
  edits: 0,
  text: '',
  blocks: slack.render(notice).payload!.app as never,
} as const;
const pressed = pressPayload(post, 1, 'U012ABCDE');
const formOf = (payload: unknown) =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

const whispers: unknown[] = [];
const hook = interactions({
  signingSecret: SECRET,
  whisper: (words, to) => whispers.push({ words, ...to }),
});

function receive(body: string, { at = now, alter = (body: string) => body } = {}): HookCall {
  const { headers } = sign(body, at);
  const url = 'https://approve.example.com/hooks/slack/interactions';
  return hook.receive({ url, headers, body: alter(body), now });
}

describe('the signature', () => {
  /** As published: https://docs.slack.dev/authentication/verifying-requests-from-slack */
  const published = {
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    timestamp: '1531420618',
    body:
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow' +
      '&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner' +
      '&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands' +
      '%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };

  test('is Slack’s own for their published request', () => {
    const { secret, timestamp, body, signature } = published;
    expect(slackSignature(secret, timestamp, body)).toBe(signature);
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
    const request = { url: '', headers, body };
    expect(isFromSlack(secret, { ...request, now: new Date(1_531_420_618_000) })).toBe(true);
    expect(isFromSlack(secret, { ...request, now })).toBe(false);
    expect(isFromSlack('another', { ...request, now: new Date(1_531_420_618_000) })).toBe(false);
  });

  test.each([0, -299, 299])('holds %i seconds away', (away) => {
    expect(receive(formOf(pressed), { at: seconds(away) }).kind).toBe('press');
  });

  test.each([-301, 301, -86_400])('does not %i seconds away', (away) => {
    expect(receive(formOf(pressed), { at: seconds(away) }).kind).toBe('forged');
  });

  test('does not for an altered body', () => {
    const alter = (body: string) => body.replace('choice-1', 'choice-0');
    expect(receive(formOf(pressed), { alter }).kind).toBe('forged');
  });

  test.each([
    {},
    { 'x-slack-signature': '' },
    { 'x-slack-signature': 'v0=' },
    { 'x-slack-signature': `v1=${'0'.repeat(64)}` },
    { 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    { 'x-slack-request-timestamp': undefined },
    { 'x-slack-request-timestamp': 'NaN' },
    { 'x-slack-request-timestamp': '1e9' },
  ])('is not forgotten or forged: %j', (headers) => {
    const body = formOf(pressed);
    const given = Object.keys(headers).length === 0 ? {} : { ...sign(body, now).headers };
    const call = hook.receive({ url: '', headers: { ...given, ...headers }, body, now });
    expect(call.kind).toBe('forged');
  });
});

describe('a press', () => {
  test('says which option of which question, and who by Slack’s word', () => {
    expect(receive(formOf(pressed))).toMatchObject({
      kind: 'press',
      id: expect.stringMatching(/^slack\/[\w-]{43}$/) as string,
      code: notice.code,
      choice: 1,
      via: 'slack',
      identifiedBy: 'slack_user',
      userId: 'U012ABCDE',
    });
  });

  test('is answered at once and in silence; words are whispered to who pressed', () => {
    const call = receive(formOf(pressed)) as Extract<HookCall, { kind: 'press' }>;
    expect(call.answer(null)).toEqual({ status: 200, type: 'text/plain', body: '' });
    expect(whispers).toEqual([]);
    expect(call.answer('Too late: Approve was chosen.').body).toBe('');
    expect(whispers).toEqual([
      {
        words: 'Too late: Approve was chosen.',
        channel: 'C0123456789',
        userId: 'U012ABCDE',
      },
    ]);
  });

  const action = pressed.actions[0]!;
  test.each([
    ['a link button', { ...pressed, actions: [{ ...action, value: undefined }] }],
    ['another action', { ...pressed, actions: [{ ...action, action_id: 'other' }] }],
    ['a choice at odds', { ...pressed, actions: [{ ...action, action_id: 'choice-0' }] }],
    ['no code of ours', { ...pressed, actions: [{ ...action, value: 'short:1' }] }],
    ['no choice', { ...pressed, actions: [{ ...action, value: notice.code }] }],
    ['two at once', { ...pressed, actions: [action, action] }],
    ['nothing', { ...pressed, actions: [] }],
    ['a user of a strange name', { ...pressed, user: { id: 'U1> <!here' } }],
    ['a view', { ...pressed, type: 'view_submission' }],
    ['a number', 7],
    ['null', null],
  ])('that is none of ours decides nothing: %s', (_, payload) => {
    expect(receive(formOf(payload)).kind).toBe('nothing');
  });

  test.each(['', 'payload', 'payload={', '{"payload":{}}', 'x=1', '\0'])(
    'needs a body that can be read: %j',
    (body) => {
      expect(receive(body).kind).toBe('nothing');
    },
  );
});
