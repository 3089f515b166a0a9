// Whom Slack can reach, and what only looks like it.
import { expect, test } from 'vitest';
import { slack } from './slack.ts';

test.each([
  'https://hooks.slack.com/services/T0/B0/x1',
  'https://hooks.slack.com/services/T.../B.../...',
])('%s is a webhook of Slack', (address) => {
  expect(slack.parseRecipient(address)).toEqual({
    address,
    masked: 'hooks.slack.com/services/•••••',
  });
});

test.each([
  ['C0123456789', 'C•••••789'],
  ['G01234ABC', 'G•••••ABC'],
  [' D01234ABC ', 'D•••••ABC'],
  ['U01234ABC', 'U•••••ABC'],
  ['W01234ABC', 'W•••••ABC'],
])('%s is a channel or a user', (given, masked) => {
  expect(slack.parseRecipient(given)).toEqual({ address: given.trim(), masked });
});

test.each([
  'http://hooks.slack.com/services/T0/B0/x1',
  'https://hooks.slack.com.evil.example/services/T0/B0/x1',
  'https://hooks.slack.com@evil.example/services/T0/B0/x1',
  'https://user:pass@hooks.slack.com/services/T0/B0/x1',
  'https://hooks.slack.com:8443/services/T0/B0/x1',
  'https://hooks.slack.com/services/../workflows/x',
  'https://hooks.slack.com/services/',
  'https://hooks.slack.com/services/T0/B0/x1?x=1',
  'https://hooks.slack.com/services/T0/B0/x1#x',
  'https://hooks.slack.com/services/T0/\nB0/x1',
  '#general',
  '@ada',
  'c0123456789',
  'T0123456789',
  'C012',
  'C0123-56789',
])('%j is nobody Slack can reach', (given) => {
  expect(slack.parseRecipient(given)).toHaveProperty('fault');
});
