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

test('a reminder says so in its subject, its text and its card', () => {
  const { subject, text, html } = email.render({ ...notice, kind: 'reminder' });
  const words = 'Reminder: this question still waits for an answer.';
  expect(subject).toBe('Reminder: Example Finance: Wire $8,400 to Meridian Supplies?');
  expect(text.split('\n').slice(0, 3)).toEqual(['Wire $8,400 to Meridian Supplies?', '', words]);
  expect(html).toContain(words);
  expect(email.render(notice).html).not.toContain('Reminder');
});

test.each([
  [{}, 'Amount: $8,400.00 · To: Meridian Supplies DE89 3704 0044 0532 0130 00 · Answer by'],
  [
    { context: null },
    'Matches purchase order 1187. Paying today keeps the 2 % discount. · Answer by',
  ],
  [{ context: null, question: 'Deploy?' }, 'Approve / Reject · Answer by'],
])('the preheader says what the subject does not (%j)', (given, start) => {
  const { html } = email.render({ ...notice, ...given });
  const [, shown = ''] = /<div style="display:none[^>]*>([^]*?)&nbsp;/.exec(html!)!;
  expect(shown.startsWith(start)).toBe(true);
  expect(shown.length).toBeLessThan(160);
});

test('what matters to the eye is in the elements themselves, for programs that drop the style sheet', () => {
  const bare = email.render(notice).html!.replace(/<style>[^]*<\/style>/, '');
  const elements = bare.match(/<(?:h1|p|th|td|a|table)\b[^>]*>/g)!;
  const unstyled = elements.filter((tag) => !/ style="[^"]/.test(tag));
  // The two that only Word sees.
  expect(unstyled).toEqual(['<table role="presentation" width="480">', '<td>']);
});

test('a word without end can be broken anywhere, so that it cannot push the buttons away', () => {
  const long = { label: 'Key', value: 'x'.repeat(200) };
  const { html } = email.render({ ...notice, question: 'y'.repeat(200), context: [long] });
  const shown = html!.replace(/<title>.*<\/title>/, '').replace(/<(?!wbr)[^>]*>/g, ' ');
  expect(shown).not.toMatch(/x{31}|y{31}/);
  expect(shown.replace(/<wbr \/>/g, '')).toMatch(/y{200}[^]*x{200}/);
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
  const long = { label: 'Key', value: 'x'.repeat(200) };
  const known = new Set(
    tags(email.render({ ...notice, context: [...notice.context!, long] }).html!),
  );
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const markup = email.render(hostile).html!;
      expect(tags(markup).filter((tag) => !known.has(tag) && tag !== '<br')).toEqual([]);
      const links = [...markup.matchAll(/(?:href|src)\s*=\s*"([^"]*)"/g)].map(([, link]) => link);
      expect(links).toEqual(hostile.options.map((_, index) => `${hostile.link}?choice=${index}`));
    }),
  );
});
