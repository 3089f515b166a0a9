// Ten thousand hostile messages at a real mail server: one recipient each, and not a header more.
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Message } from '../channel.ts';
import { openFakeSmtp } from '../testing/fake-smtp.ts';
import { hostileNotice } from '../testing/notice.ts';
import { email } from './email.ts';
import { smtpVendor } from './smtp-vendor.ts';

const MESSAGES = 10_000;
const AT_ONCE = 50;
/** So many are also read as a mail program reads them. */
const READ = 1_000;

const headers = [
  'Auto-Submitted',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
  'X-Auto-Response-Suppress',
];

const bare = headers.filter((name) => name !== 'Subject');

const weapon = fc.constantFrom(
  '\r\nBcc: eve@example.com',
  '\nRCPT TO:<eve@example.com>',
  '\r\n.\r\nMAIL FROM:<eve@example.com>',
  ', eve@example.com',
  ';eve@example.com',
  ' <eve@example.com>',
  '"eve@example.com"',
  '>',
  '\0',
  '%0d%0aBcc:',
  '=?utf-8?q?=0D=0ABcc=3A?=',
  '\u202E',
  '{{7*7}}',
);
/** Most are addresses; the rest nearly. */
const address = fc
  .tuple(
    fc.string({
      unit: fc.constantFrom(..."abyz09._+-=/?^|~!#$%&'*{}"),
      minLength: 1,
      maxLength: 20,
    }),
    fc.constantFrom('example.test', 'bücher.test', 'EXAMPLE.test', 'a-b.c.test'),
    fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: weapon }),
    fc.boolean(),
  )
  .map(([local, domain, bad, early]) =>
    early ? `${local}${bad}@${domain}` : `${local}@${domain}${bad}`,
  );
/** As the channel renders it, and as a caller might who does not ask the channel. */
const message: fc.Arbitrary<Message> = fc.oneof(
  { weight: 1, arbitrary: hostileNotice.map((notice) => email.render(notice)) },
  {
    weight: 1,
    arbitrary: hostileNotice.map((notice) => ({ ...email.render(notice), html: null })),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      subject: fc
        .array(fc.oneof(weapon, fc.string({ unit: 'binary' })), { maxLength: 6 })
        .map(join),
      text: fc.array(fc.oneof(weapon, fc.string({ unit: 'binary' })), { maxLength: 6 }).map(join),
      html: fc.constant(null),
    }),
  },
);

function join(parts: readonly string[]): string {
  return parts.join('').toWellFormed();
}

test('no subject, name, question, option or address puts anything into a mail that is not ours', async () => {
  const server = await openFakeSmtp();
  const { couriers, close } = await smtpVendor.open(
    z
      .object(smtpVendor.env)
      .parse({ SMTP_URL: server.url, MAIL_FROM: 'Approvals <ask@mail.test>' }),
    {
      publicUrl: 'https://approve.example.com',
      callbackSecret: 'unused',
      now: () => new Date('2026-05-08T14:00:00Z'),
      timeoutMilliseconds: 15_000,
      onError: () => {},
    },
  );
  const cases = fc.sample(fc.tuple(address, message), MESSAGES);
  const expected = new Map<string, { address: string; subject: string }>();
  let next = 0;
  async function lane(): Promise<void> {
    for (let index = next++; index < cases.length; index = next++) {
      const [given, message] = cases[index]!;
      const parsed = email.parseRecipient(given);
      // What the channel refuses, the courier must refuse too, by itself.
      const address = 'address' in parsed ? parsed.address : given;
      const to = { address, key: `key-${index}`, expiresAt: new Date(0) };
      const { kind } = await couriers.email!.send(message, to);
      const sound = 'address' in parsed && !/[\r\n\0]/.test(message.subject!);
      if (kind !== (sound ? 'delivered' : 'dead'))
        throw new Error(`${kind}: ${JSON.stringify(given)}`);
      if (sound) expected.set(`<key-${index}@mail.test>`, { address, subject: message.subject! });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  close!();
  await server.close();

  expect(expected.size).toBeGreaterThan(MESSAGES / 2);
  // Compared by hand: a matcher for each would take longer than the mails did.
  const altered = server.taken.filter(({ from, to, raw }) => {
    const head = headOf(raw);
    const id = head.get('Message-ID')!;
    const sent = expected.get(id);
    expected.delete(id);
    return (
      sent === undefined ||
      from !== 'ask@mail.test' ||
      to.map(inUnicode).join() !== inUnicode(sent.address) ||
      head.get('From') !== 'Approvals <ask@mail.test>' ||
      [...head.keys()].join() !== (sent.subject === '' ? bare : headers).join()
    );
  });
  expect(altered).toEqual([]);
  expect(expected.size).toBe(0);
  const read = await Promise.all(
    server.taken.slice(0, READ).map(({ raw }) => PostalMime.parse(raw)),
  );
  expect(read.flatMap(({ attachments }) => attachments)).toEqual([]);
  expect(read.flatMap(({ to }) => to)).toHaveLength(READ);
}, 120_000);

const inUnicode = (address: string): string => address.replace('xn--bcher-kva', 'bücher');

/** How a part is encoded is the composer's choice; everything else is known beforehand. */
function headOf(raw: string): Map<string, string> {
  const lines = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  const fields = lines.map((line) => [line.replace(/:.*$/s, ''), line.replace(/^[^:]*: */, '')]);
  const told = fields.filter(([name]) => name !== 'Content-Transfer-Encoding').sort();
  const head = new Map(told as [string, string][]);
  return head.size === told.length ? head : new Map();
}
