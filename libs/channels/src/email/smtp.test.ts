// The mail courier at a real mail server, whatever that server does.
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Courier } from '../channel.ts';
import { describeCourier } from '../testing/courier-conformance.ts';
import { type FakeSmtp, openFakeSmtp } from '../testing/fake-smtp.ts';
import { notice } from '../testing/notice.ts';
import type { OpenVendor, VendorParts } from '../vendor.ts';
import { email } from './email.ts';
import { smtpVendor } from './smtp-vendor.ts';

const now = new Date('2026-05-08T14:00:00Z');
const to = {
  address: 'cfo@company.test',
  key: 'AZqm0R'.padEnd(64, 'x'),
  expiresAt: notice.expiresAt,
};
const message = email.render(notice);
const schema = z.object(smtpVendor.env);

async function openSmtp(env: Record<string, string>): Promise<OpenVendor> {
  const parts: VendorParts = {
    publicUrl: 'https://approve.example.com',
    callbackSecret: 'unused',
    now: () => now,
    timeoutMilliseconds: 2_000,
    onError: () => {},
  };
  const vendor = await smtpVendor.open(
    schema.parse({ MAIL_FROM: 'Approvals <ask@mail.test>', ...env }),
    parts,
  );
  onTestFinished(() => vendor.close?.());
  return vendor;
}

async function fake(...ways: Parameters<typeof openFakeSmtp>): Promise<FakeSmtp> {
  const server = await openFakeSmtp(...ways);
  onTestFinished(() => server.close());
  return server;
}

async function courierTo(url: string): Promise<Courier> {
  return (await openSmtp({ SMTP_URL: url })).couriers.email!;
}

describeCourier({
  name: 'e-mail',
  message,
  to,
  async open() {
    const server = await openFakeSmtp();
    const vendor = await openSmtp({ SMTP_URL: server.url });
    return {
      courier: vendor.couriers.email!,
      taken: () => server.taken.length,
      script: server.script,
      async close() {
        vendor.close!();
        await server.close();
      },
    };
  },
  // SMTP has replies for "come back later", but none says when.
  busy: null,
  broken: [
    { mishap: { status: 421 }, kind: 'retry' },
    { mishap: { status: 450 }, kind: 'retry' },
    { mishap: { status: 451 }, kind: 'retry' },
    { mishap: { status: 503 }, kind: 'retry' },
  ],
  permanent: [
    { name: 'no such mailbox', mishap: { status: 550 } },
    { name: 'the content is refused', mishap: { status: 554 } },
    { name: 'the mailbox is full', mishap: { status: 552 } },
  ],
});

test.each([
  { at: 'greeting', does: 'hang' },
  { at: 'mail', does: 'hang' },
  { at: 'mail', does: 'reset' },
  { at: 'rcpt', does: 'hang' },
  { at: 'rcpt', does: 'reset' },
] as const)(
  'a connection lost before the message began leaves nothing in doubt: %j',
  async (lost) => {
    const server = await fake();
    const courier = await courierTo(server.url);
    server.script(lost);
    expect((await courier.send(message, to)).kind).toBe('retry');
    expect(server.taken).toEqual([]);
    expect((await courier.send(message, to)).kind).toBe('delivered');
  },
);

test.each([
  [{ at: 'rcpt', does: 550 }, 'dead', 'the mail server refused the recipient (550)'],
  [{ at: 'data', does: 552 }, 'dead', 'the mail server refused the message (552)'],
  [{ at: 'data', does: 451 }, 'retry', 'the mail server asked to come back later (451)'],
  [{ at: 'mail', does: 553 }, 'dead', 'the mail server refused the sender (553)'],
  [{ at: 'greeting', does: 554 }, 'retry', 'the mail server turned the connection away (554)'],
] as const)('%j is told in our words', async (mishap, kind, error) => {
  const server = await fake();
  server.script(mishap);
  expect(await (await courierTo(server.url)).send(message, to)).toEqual({ kind, error });
});

test('a message that a kept connection was closed under goes out over a new one', async () => {
  const server = await fake();
  const courier = await courierTo(server.url);
  await courier.send(message, to);
  server.script({ at: 'mail', does: 'reset' });
  expect((await courier.send(message, to)).kind).toBe('delivered');
  expect(server.taken).toHaveLength(2);
});

test('where nobody listens, it is tried again', async () => {
  const server = await openFakeSmtp();
  await server.close();
  expect(await (await courierTo(server.url)).send(message, to)).toEqual({
    kind: 'retry',
    error: 'there is no connection to the mail server (ECONNREFUSED)',
  });
});

test('a mail says who it is from and that a machine wrote it, under one name for all tries', async () => {
  const server = await fake();
  const courier = await courierTo(server.url);
  await courier.send(message, to);
  await courier.send(message, to);
  for (const mail of await server.mails()) {
    expect(mail).toMatchObject({
      from: { name: 'Approvals', address: 'ask@mail.test' },
      to: [{ name: '', address: to.address }],
      subject: message.subject,
      messageId: `<${to.key}@mail.test>`,
      date: now.toISOString(),
    });
    expect(mail.text?.trim()).toBe(message.text.trim());
    expect(mail.html).toContain('<h1');
  }
  expect(server.taken[0]).toMatchObject({ from: 'ask@mail.test', to: [to.address] });
});

test('a key that is no word, or a subject of two lines, never reaches a header', async () => {
  const server = await fake();
  const courier = await courierTo(server.url);
  const bad = [
    courier.send(message, { ...to, key: 'a>\r\nBcc: eve@example.com' }),
    courier.send({ ...message, subject: 'a\r\nBcc: eve@example.com' }, to),
    courier.send({ ...message, subject: 'a\0b' }, to),
    courier.send(message, { ...to, address: 'a@b.test, eve@example.com' }),
  ];
  for (const outcome of await Promise.all(bad)) expect(outcome.kind).toBe('dead');
  expect(server.taken).toEqual([]);
});

test('without its variables there is no courier, and they are named', async () => {
  const { couriers, missing, check } = await openSmtp({});
  expect(couriers).toEqual({});
  expect(missing).toEqual({ email: ['SMTP_URL'] });
  expect(await check()).toMatchObject([{ state: 'failed', detail: 'SMTP_URL is not set.' }]);
});
