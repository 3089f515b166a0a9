// What a Slack message cannot be made to do.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileNotice, notice } from '../testing/notice.ts';
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
])('%j is not', (given) => {
  expect(slack.parseRecipient(given)).toHaveProperty('fault');
});

test('reads as one would write it', () => {
  expect(slack.render(notice).text).toBe(`*Example Finance* asks you (agent payments-7)
> Wire $8,400 to Meridian Supplies?
> Matches purchase order 1187. Paying today keeps the 2 % discount.
• Amount: $8,400.00
• To: Meridian Supplies DE89 3704 0044 0532 0130 00
Options: Approve · Reject
<https://approve.example.com/respond/AQAAAAAA|Open and answer>
Answer by 8 May 2026, 18:00 UTC. After that: Reject.`);
});

test('the only control sequence is our own link', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const { text } = slack.render(hostile);
      const own = `<${hostile.link}|Open and answer>`;
      expect(text.split(own)).toHaveLength(2);
      expect(text.replace(own, '').replace(/^> /gm, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
    }),
  );
});
