// What a text message looks like, whatever is asked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileNotice, notice } from '../testing/notice.ts';
import { segments } from './segments.ts';
import { sms } from './sms.ts';

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

test('starts with the name, ends with the short link, is never more than two segments', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const { text } = sms.render(hostile);
      expect(segments(text)).toBeLessThanOrEqual(2);
      expect(text.endsWith(`\nTap to answer: ${hostile.shortLink}`)).toBe(true);
      expect(text.split('\n')).toHaveLength(2);
    }),
  );
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
  const { text } = sms.render({ ...notice, options: ['STOP', 'CANCEL'] });
  expect(text).not.toMatch(/STOP|CANCEL|END|QUIT/);
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
