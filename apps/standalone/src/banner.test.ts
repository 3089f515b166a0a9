// The screen shows everything a new user needs; a log that others read shows no secret.
import { expect, test } from 'vitest';
import { banner, readyLine, type BannerFacts } from './banner.ts';

const facts: BannerFacts = {
  url: 'http://192.168.1.23:3000',
  local: true,
  keys: { email: 'a@b', api_key: 'pp_live_secret', test_api_key: 'pp_test_secret' },
  keysFile: '/x/.data/local-keys.json',
  inboxToken: 'inbox-secret',
  setupToken: null,
  channels: {
    ready: ['email'],
    missing: [{ channel: 'sms', variables: ['TWILIO_ACCOUNT_SID', 'SMS_COUNTRIES'] }],
  },
};

test('the screen shows address, keys, inbox, a request to paste and the phone’s link', () => {
  const text = banner(facts, (_, words) => words);
  for (const part of [
    'http://192.168.1.23:3000/inbox',
    'http://192.168.1.23:3000/mcp',
    'pp_live_secret',
    '\ncurl -sS http://192.168.1.23:3000/v1/pause -H ',
    'http://192.168.1.23:3000/inbox?token=inbox-secret',
    '▄',
  ]) {
    expect(text).toContain(part);
  }
});

test('where the world is served nobody is sent to an inbox', () => {
  const served = { ...facts, local: false, keys: undefined, inboxToken: undefined };
  for (const text of [banner(served, (_, words) => words), readyLine(served)]) {
    expect(text).not.toContain('inbox');
  }
});

test('where the world is served it says who can be reached, and what the others wait for', () => {
  const served = { ...facts, local: false, keys: undefined, inboxToken: undefined };
  const screen = banner(served, (_, words) => words);
  expect(screen).toMatch(/Channels +email +npm run doctor checks them\n/);
  expect(screen).toMatch(/sms is not set up +TWILIO_ACCOUNT_SID, SMS_COUNTRIES\n/);
  expect(readyLine(served)).toContain('channels that can send: email');
  expect(readyLine(served)).toContain('not set up: sms (TWILIO_ACCOUNT_SID, SMS_COUNTRIES)');
});

test('in local mode it says that every channel is sandboxed, whatever is set up', () => {
  expect(banner(facts, (_, words) => words)).toMatch(/Channels +all in the sandbox/);
  expect(readyLine(facts)).toContain('every channel is sandboxed');
  expect(readyLine(facts)).not.toContain('TWILIO');
});

test('the log line shows where things are and no secret', () => {
  const line = readyLine(facts);
  expect(line).toContain('/x/.data/local-keys.json');
  expect(line).not.toContain('secret');
});
