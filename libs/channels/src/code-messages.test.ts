// Messages that carry a code: by every channel the digits, whose they are, and never a way to answer.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CodeNotice } from './channel.ts';
import { channels } from './index.ts';
import { segments } from './sms/segments.ts';
import { hostileNotice } from './testing/notice.ts';

const notice: CodeNotice = {
  developerName: 'Example Finance',
  question: 'Wire $8,400 to Meridian Supplies?\nMatches purchase order 1187.',
  digits: '048213',
  expiresAt: new Date('2026-05-08T14:10:00Z'),
};
const all = Object.values(channels).flatMap(({ name, renderCode }) =>
  renderCode ? [{ name, renderCode }] : [],
);
const unseen = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\uFEFF]/u;

test('every channel by which something is sent carries codes', () => {
  expect(all.map(({ name }) => name)).toEqual(['sms', 'email', 'slack', 'telegram', 'whatsapp']);
});

test.each(all)(
  '$name says who asks for what, begins with their name, and warns',
  ({ renderCode }) => {
    const { text } = renderCode(notice);
    expect(text).toMatch(/^Example Finance/);
    expect(text).toContain('048213');
    expect(text).toContain('Wire $8,400 to Meridian Supplies?');
    expect(text).toContain('Nobody from Example Finance will ask you for it.');
    expect(text).not.toContain('1187');
  },
);

test.each(all)('$name never leads anywhere, whatever is asked', ({ renderCode }) => {
  fc.assert(
    fc.property(hostileNotice, ({ developerName, question }) => {
      const message = renderCode({ ...notice, developerName, question });
      expect(message.text).toContain('048213');
      expect(JSON.stringify(message.payload ?? null)).not.toMatch(
        /"url"|action_id|inline_keyboard/,
      );
      for (const part of [message.subject, message.text, message.html]) {
        expect(part ?? '').not.toMatch(unseen);
        expect(part ?? '').not.toMatch(/href=|\/respond\/|\/r\//);
      }
      expect(message.subject ?? '').not.toContain('048213');
    }),
    { numRuns: 50 },
  );
});

test('a text with a code is one line of at most two segments', () => {
  fc.assert(
    fc.property(hostileNotice, ({ developerName, question }) => {
      const { text } = channels.sms.renderCode!({ ...notice, developerName, question });
      expect(text).not.toContain('\n');
      expect(segments(text)).toBeLessThanOrEqual(2);
    }),
  );
  expect(segments(channels.sms.renderCode!(notice).text)).toBe(1);
});
