// What a text message looks like, whatever is asked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Notice } from '../channel.ts';
import { hostileNotice, notice } from '../testing/notice.ts';
import { mayReply } from './reserved-replies.ts';
import { segments } from './segments.ts';
import { sms } from './sms.ts';

/** Notices of every shape: questions and reminders, with digits and without, under any address. */
const anyNotice: fc.Arbitrary<Notice> = fc
  .record({
    hostile: hostileNotice,
    kind: fc.constantFrom('question', 'reminder'),
    invited: fc.boolean(),
    first: fc.integer({ min: 1, max: 5 }),
    plain: fc.boolean(),
    host: fc.integer({ min: 4, max: 60 }),
  })
  .map(({ hostile, kind, invited, first, plain, host }) => {
    const options = plain ? hostile.options.map((_, index) => labels[index]!) : hostile.options;
    return {
      ...hostile,
      kind,
      options,
      digits: invited ? options.map((_, index) => first + index) : null,
      shortLink: `https://${'a'.repeat(host)}.example/r/${notice.code}`,
    };
  });
const labels = [
  'Approve',
  'Reject and tell the supplier why it was',
  'Später',
  'Łódź',
  'Ask me again when the invoice is due, but not before the end of the month',
];

test.each([
  ['+1 (312) 847-1928', '+13128471928', '+1•••••1928'],
  ['+15550100', '+15550100', '+1•••••0100'],
  ['(+49) 30.1234–567', '+49301234567', '+4•••••4567'],
])('%s is a number', (given, address, masked) => {
  expect(sms.parseRecipient(given)).toEqual({ address, masked });
});

test.each([
  '',
  '3128471928',
  '+123456',
  '+1234567890123456',
  '++15550100',
  '+1555O100',
  'tel:+15550100',
  '+1555\n0100',
])('%j is not a number', (given) => {
  expect(sms.parseRecipient(given)).toHaveProperty('fault');
});

test('reads as one would write it', () => {
  expect(sms.render({ ...notice, question: 'Deploy build #4712 to production?' }).text).toBe(
    `Example Finance: Deploy build #4712 to production?\nTap to answer: ${notice.shortLink}`,
  );
});

test('offers digits to reply with, and the link', () => {
  const asked: Notice = { ...notice, question: 'Deploy build #4712?', digits: [3, 4] };
  expect(sms.render(asked).text).toBe(
    `Example Finance: Deploy build #4712?\nReply 3 Approve, 4 Reject or tap: ${notice.shortLink}`,
  );
});

test('a reminder says so', () => {
  const { text } = sms.render({ ...notice, kind: 'reminder' });
  expect(text.startsWith('Example Finance: reminder: Wire $8,400')).toBe(true);
});

test('starts with the name, ends with the short link, is never more than two segments', () => {
  fc.assert(
    fc.property(anyNotice, (hostile) => {
      const { text } = sms.render(hostile);
      expect(segments(text)).toBeLessThanOrEqual(2);
      expect(text).toMatch(/^[^\n]*: [^\n]*\n(Tap to answer|Reply [1-9] [^\n]+ or tap): \S+$/);
      expect(text.endsWith(`: ${hostile.shortLink}`)).toBe(true);
      if (hostile.kind === 'reminder') expect(text).toMatch(/^[^\n]*: reminder: /);
    }),
    { numRuns: 300 },
  );
});

test('whoever is invited to reply sees each digit with its option, and options apart', () => {
  fc.assert(
    fc.property(anyNotice, (hostile) => {
      fc.pre(hostile.digits !== null && mayReply(hostile.options));
      const invitation = /\nReply (.*) or tap: /.exec(sms.render(hostile).text)?.[1];
      if (invitation === undefined) return;
      const offered = invitation.split(/(?:^|, )(?=\d )/);
      expect(offered.map((choice) => Number(choice[0]))).toEqual(hostile.digits);
      expect(new Set(offered.map((choice) => choice.slice(2))).size).toBe(offered.length);
    }),
    { numRuns: 100 },
  );
});

test('whoever could not read all of it is asked to tap, not to reply', () => {
  const question = 'The supplier asks for payment ahead of time. '.repeat(6);
  const { text } = sms.render({ ...notice, question, digits: [1, 2] });
  expect(text).toContain('\nTap to answer: ');
  const long = 'with everything that goes with it according to the rules of the house';
  const options = [`Approve ${long}`, `Reject ${long}`, `Later, ${long}`];
  expect(sms.render({ ...notice, options, digits: [1, 2, 3] }).text).toContain('\nTap to answer: ');
});

test('options that look alike without their accents are not offered by digit', () => {
  const question = `${'Zahlen, ja oder nein? '.repeat(5)}`;
  const { text } = sms.render({ ...notice, question, options: ['Łaz', 'Laz'], digits: [1, 2] });
  expect(text).toContain('\nTap to answer: ');
});

test.each([
  [['Approve', 'Reject'], true],
  [['Yes', 'No'], true],
  [['Backend', 'Ending'], true],
  [['Pay $8,400', 'Pay 8,400', 'Pay in 2026'], true],
  [['Keep', 'Cancel'], false],
  [['Keep', 'cancel the order'], false],
  [['Go', 'Stop!'], false],
  [['In', 'Opt-Out'], false],
  [['Go', 'ＳＴＯＰ'], false],
  [['Ship 2 boxes', 'Ship none'], false],
  [['1', '2'], false],
  [['Go', ' '], false],
  [['Go', 'No, 1 is fine'], false],
  [['10 %', '25 %'], true],
])('%j may be answered by digit: %s', (options, expected) => {
  expect(mayReply(options)).toBe(expected);
});

test('typographic marks do not halve the room', () => {
  const { text } = sms.render({ ...notice, question: '“Pay” Meridian’s invoice – now…' });
  expect(text).toContain(`"Pay" Meridian's invoice - now...`);
  expect(segments(text)).toBe(1);
});

test('accents stay while they fit, and give way before words do', () => {
  const short = 'Zapłacić Łódzkiej spółce?';
  expect(sms.render({ ...notice, question: short }).text).toContain(short);
  const long = `${short} ${'Faktura za maj. '.repeat(8)}`;
  const { text } = sms.render({ ...notice, question: long });
  expect(text).toContain('Zaplacic Lódzkiej spólce?'.replaceAll('ó', 'o'));
  expect(text).not.toContain('...');
});

test('no reply that carriers read as opting out is invited', () => {
  const { text } = sms.render({ ...notice, options: ['STOP', 'CANCEL'], digits: [1, 2] });
  expect(text).not.toMatch(/STOP|CANCEL|END|QUIT|Reply/);
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['a'.repeat(152) + '€'.repeat(10), 2],
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
  ['я'.repeat(70), 1],
  ['я'.repeat(134), 2],
  ['я'.repeat(135), 3],
  ['😀'.repeat(35), 1],
  ['😀'.repeat(67), 3],
])('%j counts its segments', (text, expected) => {
  expect(segments(text)).toBe(expected);
});
