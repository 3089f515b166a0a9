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
};

test('the screen shows address, keys, inbox, a request to paste and the phone’s link', () => {
  const text = banner(facts, (_, words) => words);
  for (const part of [
    'http://192.168.1.23:3000/inbox',
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

test('the log line shows where things are and no secret', () => {
  const line = readyLine(facts);
  expect(line).toContain('/x/.data/local-keys.json');
  expect(line).not.toContain('secret');
});
