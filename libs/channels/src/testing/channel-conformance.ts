// What every channel, with whatever courier, must keep to. Run by each channel's tests.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Channel, Message, Notice } from '../channel.ts';
import { hostileNotice, notice } from './notice.ts';

export interface ConformanceCase {
  readonly channel: Channel;
  /** A recipient the channel accepts. */
  readonly recipient: string;
}

const parts = ({ subject, text, html }: Message): readonly string[] =>
  [subject, text, html].filter((part) => part !== null);

/** Characters no human sees and no header survives; line feeds and tabs are for the text alone. */
const unseen = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\uFEFF]/u;

export function describeChannel({ channel, recipient }: ConformanceCase): void {
  describe(`the ${channel.name} channel`, () => {
    test('takes its recipient in one spelling, and that spelling again', () => {
      const parsed = channel.parseRecipient(recipient);
      if ('fault' in parsed) throw new Error(parsed.fault);
      expect(channel.parseRecipient(parsed.address)).toEqual(parsed);
      expect(parsed.masked).toContain('•••••');
      expect(parsed.masked).not.toContain(parsed.address);
    });

    test('refuses a recipient that carries a line end, NUL or a second recipient', () => {
      const ends = ['\r', '\n', '\0', '\r\nBcc: eve@example.com'];
      // A link goes to nobody's address: a name may have spaces.
      const separators = channel.name === 'link' ? [] : [', ', '; ', '<', ' '];
      for (const bad of [...ends, ...separators]) {
        expect(channel.parseRecipient(`${recipient}${bad}${recipient}`)).toHaveProperty('fault');
      }
    });

    test('answers any text with an address or a fault, and the fault repeats nothing', () => {
      const ends = channel.name === 'link' ? /[\p{Cc}\p{Zl}\p{Zp}]/u : /[\p{Cc}\s]/u;
      fc.assert(
        fc.property(fc.string({ unit: 'binary', minLength: 3 }), (text) => {
          const parsed = channel.parseRecipient(text);
          if ('fault' in parsed) expect(parsed.fault).toBe(faultOf(channel));
          else expect(parsed.address).not.toMatch(ends);
        }),
      );
    });

    test('says who asks, what is asked, and how to answer', () => {
      const { text } = channel.render(notice);
      expect(text).toContain('Example Finance');
      expect(text).toContain('Wire $8,400 to Meridian Supplies?');
      expect([notice.link, notice.shortLink].some((link) => text.includes(link))).toBe(true);
    });

    test('renders hostile content without hidden characters, and its own link stays whole', () => {
      fc.assert(
        fc.property(hostileNotice, (hostile) => {
          const message = channel.render(hostile);
          for (const part of parts(message)) expect(part).not.toMatch(unseen);
          expect(message.subject ?? '').not.toMatch(/[\r\n\t]/);
          expect(
            [hostile.link, hostile.shortLink].some((link) => message.text.includes(link)),
          ).toBe(true);
        }),
      );
    });

    test('renders the same notice to the same message', () => {
      fc.assert(
        fc.property(hostileNotice, (hostile: Notice) => {
          expect(channel.render(hostile)).toEqual(channel.render(hostile));
        }),
        { numRuns: 20 },
      );
    });
  });
}

function faultOf(channel: Channel): string {
  const parsed = channel.parseRecipient('');
  return 'fault' in parsed ? parsed.fault : '';
}
