// What fills the WhatsApp template, whatever is asked.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileNotice, notice } from '../testing/notice.ts';
import { whatsapp } from './whatsapp.ts';

test('reads as the template will: who asks, what, and the link', () => {
  expect(whatsapp.render(notice)).toEqual({
    subject: null,
    text: `Example Finance asks: Wire $8,400 to Meridian Supplies?\nTap to answer: ${notice.shortLink}`,
    html: null,
    payload: {
      1: 'Example Finance',
      2: 'Wire $8,400 to Meridian Supplies?',
      3: notice.shortLink,
    },
  });
});

test('a reminder says so', () => {
  const { payload } = whatsapp.render({ ...notice, kind: 'reminder' });
  expect(payload![2]).toBe('Reminder: Wire $8,400 to Meridian Supplies?');
});

test('no variable is one that WhatsApp refuses', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const { payload } = whatsapp.render(hostile);
      for (const words of Object.values(payload!) as string[]) {
        expect(words).not.toMatch(/[\r\n\t]| {2}/);
        expect(words).not.toBe('');
      }
      expect(Object.values(payload!).join('').length).toBeLessThan(800);
    }),
  );
});
