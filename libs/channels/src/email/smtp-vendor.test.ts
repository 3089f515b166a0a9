// What the operator's variables make of a mail server: TLS, a login, a signature, and doctor's words.
import { generateKeyPairSync } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '@pausepoint/core';
import { type FakeSmtp, openFakeSmtp } from '../testing/fake-smtp.ts';
import { localhost } from '../testing/localhost-certificate.ts';
import { notice } from '../testing/notice.ts';
import type { OpenVendor } from '../vendor.ts';
import { email } from './email.ts';
import { smtpVendor } from './smtp-vendor.ts';

const schema = z.object(smtpVendor.env);
const to = { address: 'cfo@company.test', key: 'k', expiresAt: notice.expiresAt };

async function open(env: Record<string, string>): Promise<OpenVendor> {
  const vendor = await smtpVendor.open(schema.parse(env), {
    publicUrl: 'https://approve.example.com',
    callbackSecret: 'unused',
    now: () => new Date('2026-05-08T14:00:00Z'),
    timeoutMilliseconds: 2_000,
    onError: () => {},
  });
  onTestFinished(() => vendor.close?.());
  return vendor;
}

async function fake(...ways: Parameters<typeof openFakeSmtp>): Promise<FakeSmtp> {
  const server = await openFakeSmtp(...ways);
  onTestFinished(() => server.close());
  return server;
}

const from = (SMTP_URL: string): Record<string, string> => ({
  SMTP_URL,
  MAIL_FROM: 'ask@mail.test',
});

async function sendBy(url: string): Promise<Outcome> {
  const { couriers } = await open(from(url));
  return couriers.email!.send(email.render(notice), to);
}

describe('where TLS is a must', () => {
  test('a server that offers none, or whose offer was removed on the way, gets nothing', async () => {
    const server = await fake({ tls: 'stripped' });
    expect(await sendBy(`smtp://u:p@127.0.0.1:${server.port}?tls=on`)).toEqual({
      kind: 'retry',
      error: 'the mail server offers no TLS that can be trusted',
    });
    expect(server.taken).toEqual([]);
  });

  test.each(['starttls', 'implicit'] as const)('a stranger with %s gets nothing', async (tls) => {
    const server = await fake({ tls });
    const url = tls === 'starttls' ? `${server.url}?tls=on` : server.url;
    expect((await sendBy(url)).kind).toBe('retry');
    expect(server.taken).toEqual([]);
  });

  describe('and the server is the one it says it is', () => {
    const usual = getCACertificates('default');
    beforeAll(() => setDefaultCACertificates([...usual, localhost.cert]));
    afterAll(() => setDefaultCACertificates(usual));

    test.each(['starttls', 'implicit'] as const)('%s carries login and mail', async (tls) => {
      const server = await fake({ tls, login: { user: 'ask@mail.test', pass: 'open/sesame' } });
      const url = server.url.replace('//', '//ask%40mail.test:open%2Fsesame@');
      expect(await sendBy(tls === 'starttls' ? `${url}?tls=on` : url)).toEqual({
        kind: 'delivered',
      });
      expect(server.taken).toMatchObject([{ secure: true, user: 'ask@mail.test' }]);
    });
  });
});

test('a refused login waits for the operator, and neither it nor doctor repeats who tried', async () => {
  const server = await fake({ login: { user: 'ask', pass: 'sesame' } });
  const { couriers, check } = await open(from(server.url.replace('//', '//ask:wrong@')));
  const error = 'the mail server refuses the login in SMTP_URL';
  expect(await couriers.email!.send(email.render(notice), to)).toEqual({
    kind: 'retry',
    error: `${error} (535)`,
  });
  expect((await check())[0]).toEqual({
    what: 'E-mail server',
    state: 'failed',
    detail: `SMTP_URL: ${error} (535).`,
  });
});

test('mails are signed when all of DKIM is set, and doctor says what is missing when only some is', async () => {
  const server = await fake();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const some = { ...from(server.url), DKIM_DOMAIN: 'mail.test', DKIM_SELECTOR: 'pp' };
  const signed = await open({ ...some, DKIM_PRIVATE_KEY: pem.replaceAll('\n', '\\n') });
  await signed.couriers.email!.send(email.render(notice), to);
  expect(server.taken[0]!.raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;[^]*? d=mail\.test;/);

  const unsigned = await open(some);
  await unsigned.couriers.email!.send(email.render(notice), to);
  expect(server.taken[1]!.raw).not.toContain('DKIM-Signature');
  expect(await unsigned.check()).toContainEqual({
    what: 'E-mail signature',
    state: 'failed',
    detail: 'Mails are not signed: DKIM_PRIVATE_KEY not set.',
  });
});

test('doctor tells a server that answers, what goes there in the clear, and what nobody can tell', async () => {
  const server = await fake();
  const { check } = await open(from(server.url));
  expect((await check()).map(({ what, state }) => [what, state])).toEqual([
    ['E-mail server', 'warning'],
    ['E-mail SPF', 'warning'],
    ['E-mail DKIM', 'warning'],
    ['E-mail DMARC', 'warning'],
  ]);
});

test('nothing set is no fault; half of it is', async () => {
  const none = await open({});
  expect(none.missing).toEqual({ email: ['SMTP_URL', 'MAIL_FROM'] });
  expect(await none.check()).toEqual([]);
  const half = await open({ SMTP_URL: 'smtp://localhost' });
  expect(half.missing).toEqual({ email: ['MAIL_FROM'] });
  expect(half.couriers).toEqual({});
  expect(await half.check()).toMatchObject([{ state: 'failed', detail: 'MAIL_FROM is not set.' }]);
});

test.each([
  { SMTP_URL: 'smtp.example.com' },
  { MAIL_FROM: 'nobody' },
  { DKIM_DOMAIN: 'no domain' },
  { DKIM_SELECTOR: 'a b' },
  { DKIM_PRIVATE_KEY: 'no key' },
])('%j is refused when read', (env) => {
  expect(schema.safeParse(env).success).toBe(false);
});
