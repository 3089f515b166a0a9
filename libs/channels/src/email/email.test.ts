// What a mail promises its reader, and what no caller can make of one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileNotice, notice } from '../testing/notice.ts';
import { email } from './email.ts';

test.each([
  ['cfo@company.com', 'cfo@company.com', 'c•••••@company.com'],
  ['Ada.Lovelace+pay@Example.CO.uk', 'Ada.Lovelace+pay@example.co.uk', 'A•••••@example.co.uk'],
  ["o'brien@example.com", "o'brien@example.com", 'o•••••@example.com'],
  [' jörg@bücher.example ', 'jörg@bücher.example', 'j•••••@bücher.example'],
])('%s is an address', (given, address, masked) => {
  expect(email.parseRecipient(given)).toEqual({ address, masked });
});

test.each([
  'cfo',
  'cfo@',
  '@company.com',
  'cfo@company',
  'a@b.com, c@d.com',
  'a@b.com c@d.com',
  '"a b"@c.com',
  'A <a@b.com>',
  'a@b.com\r\nBcc: eve@example.com',
  'a@b.com\n',
  'a\0@b.com',
  'a..b@c.com',
  '.a@b.com',
  'a@-b.com',
  'a@b.com(comment)',
  'a@b@c.com',
  'a@[127.0.0.1]',
  'a\u202E@b.com',
  `${'a'.repeat(65)}@b.com`,
])('%j is not one address', (given) => {
  expect(email.parseRecipient(given)).toHaveProperty('fault');
});

test('the first line of the text is the question, the last lines say who asks', () => {
  expect(email.render(notice).text).toBe(`Wire $8,400 to Meridian Supplies?

Matches purchase order 1187. Paying today keeps the 2 % discount.

Amount: $8,400.00
To: Meridian Supplies
DE89 3704 0044 0532 0130 00

Approve / Reject
Answer here: https://approve.example.com/respond/AQAAAAAA

Answer by 8 May 2026, 18:00 UTC. After that: Reject.

Example Finance asks you (agent payments-7)
approve.example.com · Nobody will ever ask for a password here.`);
});

test('the subject is one short line', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const { subject } = email.render(hostile);
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(subject!.length).toBeLessThanOrEqual(100);
    }),
  );
});

test('foreign text adds no tag to the card, and every link is ours', () => {
  const tags = (markup: string): string[] =>
    (markup.match(/<\/?[a-z][^>]*>/gi) ?? []).map((tag) => tag.replace(/\s[^]*/, ''));
  const known = new Set(tags(email.render(notice).html!));
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const markup = email.render(hostile).html!;
      expect(tags(markup).filter((tag) => !known.has(tag) && tag !== '<br')).toEqual([]);
      const links = [...markup.matchAll(/(?:href|src)\s*=\s*"([^"]*)"/g)].map(([, link]) => link);
      expect(links).toEqual(hostile.options.map((_, index) => `${hostile.link}?choice=${index}`));
    }),
  );
});
