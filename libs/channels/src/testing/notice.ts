// A notice as it should be, and notices as an enemy would write them.
import fc from 'fast-check';
import type { Notice } from '../channel.ts';

export const notice: Notice = {
  kind: 'question',
  developerName: 'Example Finance',
  agent: { name: 'payments-7' },
  question:
    'Wire $8,400 to Meridian Supplies?\nMatches purchase order 1187. Paying today keeps the 2 % discount.',
  context: [
    { label: 'Amount', value: '$8,400.00', kind: 'money' },
    { label: 'To', value: 'Meridian Supplies\nDE89 3704 0044 0532 0130 00' },
  ],
  options: ['Approve', 'Reject'],
  timeoutDefault: 'Reject',
  expiresAt: new Date('2026-05-08T18:00:00Z'),
  link: 'https://approve.example.com/respond/AQAAAAAA',
  shortLink: 'https://approve.example.com/r/3fBq0X9kT2mVw8ZcL5aYAg',
  code: '3fBq0X9kT2mVw8ZcL5aYAg',
  pressable: true,
  digits: null,
};

const weapons = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</style><style>*{display:none}',
  '\r\nBcc: eve@example.com\r\n\r\n<h1>',
  '<!channel> <@U123> <https://evil.example|https://bank.example>',
  '&lt;b&gt; *bold* _it_ ~no~ `code` ```',
  '\u202Egnp.exe\u2066\u200B\u200D\uFEFF\0',
  '\n'.repeat(200),
  '${7*7} {{7*7}} <%= 7*7 %>',
  'z\u0301'.repeat(40) + '\u0301'.repeat(400),
  '漢字かな交じり文',
  'اَلْعَرَبِيَّةُ',
  '👩‍👩‍👧‍👦🇩🇪',
);

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(weapons, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.join('').slice(0, maxLength).toWellFormed() || '?');

export const hostileNotice: fc.Arbitrary<Notice> = fc
  .record({
    developerName: text(80),
    agent: fc.option(fc.record({ name: text(80), on_behalf_of: text(80) })),
    question: text(2_000),
    context: fc.option(
      fc.array(fc.record({ label: text(80), value: fc.oneof(text(2_000), fc.jsonValue()) }), {
        maxLength: 12,
      }),
    ),
    options: fc.array(text(80), { minLength: 2, maxLength: 5 }),
    timeoutDefault: fc.option(text(80)),
  })
  .map((hostile) => ({ ...notice, ...hostile }));
