// A link that whoever asks hands over: for whom it is, and what is said beside it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channels, noChannels } from '../index.ts';
import { hostileNotice, notice } from '../testing/notice.ts';
import { vendors } from '../vendors.ts';
import { link } from './link.ts';

test.each(['Ada, at the front desk', 'Ada', '李雷', 'محمد‌رضا', '👩‍👩‍👧 at home', 'a'.repeat(200)])(
  '%s is somebody to hand a link to',
  (name) => {
    const first = String.fromCodePoint(name.codePointAt(0)!);
    expect(link.parseRecipient(`  ${name} `)).toEqual({ address: name, masked: `${first}•••••` });
  },
);

test.each([
  ['nobody', ''],
  ['blanks', ' \t '],
  ['a blank that is a letter', '\u3164'],
  ['a blank braille cell', '\u2800'],
  ['a line separator', 'Ada\u2028Eve'],
  ['a tab', 'Ada\tEve'],
  ['letters turned around', 'Ada\u202Eeve'],
  ['half a character', 'Ada\uD800'],
  ['a drawing', `A${'\u0301'.repeat(50)}`],
  ['more than 200 characters', 'a'.repeat(201)],
])('%s is nobody to hand a link to', (_, name) => {
  expect(link.parseRecipient(name)).toEqual({
    fault: 'Say in 1 to 200 plain characters whom the link is for.',
  });
});

test('reads as one would say it when handing the link over', () => {
  expect(link.render(notice)).toEqual({
    subject: null,
    text: `Example Finance asks: Wire $8,400 to Meridian Supplies?
Answer here: https://approve.example.com/respond/AQAAAAAA
Answer by 8 May 2026, 18:00 UTC. After that: Reject.`,
    html: null,
  });
});

test('nobody can make it more than three lines, nor lead to another place', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const lines = link.render(hostile).text.split('\n');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toBe(`Answer here: ${notice.link}`);
    }),
  );
});

test('nothing is ever sent: there is no courier, no variable is missing, nothing is edited', async () => {
  expect(noChannels.couriers).not.toHaveProperty('link');
  expect(channels.link).not.toHaveProperty('renderOutcome');
  const parts = {
    publicUrl: 'https://approve.example.com',
    callbackSecret: 'callback-secret',
    now: () => new Date('2026-05-08T14:00:00Z'),
    timeoutMilliseconds: 500,
    onError: () => {},
  };
  for (const vendor of vendors) {
    const { couriers, missing } = await vendor.open({}, parts);
    expect(couriers).not.toHaveProperty('link');
    expect(missing).not.toHaveProperty('link');
  }
});
