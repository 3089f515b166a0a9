// E-mail through any SMTP server: its variables, its courier, and what doctor finds.
import { createPrivateKey } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';
import { z } from 'zod';
import type { Check, OpenVendor, Vendor, VendorParts } from '../vendor.ts';
import { checkDomain } from './check-domain.ts';
import { type MailServer, parseMailServer } from './mail-server.ts';
import { parseSender, type Sender } from './sender.ts';
import { type Dkim, type SmtpCourier, smtpCourier } from './smtp-courier.ts';
import { connectionWords, type SmtpFailure } from './smtp-outcome.ts';

const hostName = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i;
const label = /^[a-z\d](?:[a-z\d._-]{0,61}[a-z\d])?$/i;

const env = {
  SMTP_URL: z
    .string()
    .transform((text, { addIssue }): MailServer => {
      const server = parseMailServer(text);
      if (!('fault' in server)) return server;
      addIssue(server.fault);
      return z.NEVER;
    })
    .optional()
    .meta({
      description:
        'The mail server e-mail leaves through. smtps:// is TLS from the start; smtp:// sends nothing until TLS is on (STARTTLS), but to this machine itself. ?tls=off sends in the clear, the password too.',
      example: 'smtp://apikey:secret@smtp.example.com:587',
    }),
  MAIL_FROM: z
    .string()
    .transform((text, { addIssue }): Sender => {
      const sender = parseSender(text);
      if (sender) return sender;
      addIssue('must be an e-mail address, or a name followed by one in <angle brackets>');
      return z.NEVER;
    })
    .optional()
    .meta({
      description: 'Who e-mail comes from. Its domain must let the mail server send for it (SPF).',
      example: 'PausePoint <approvals@example.com>',
    }),
  DKIM_DOMAIN: z.string().regex(hostName, { error: 'must be a domain name' }).optional().meta({
    description:
      'Sign mails as this domain. Only where the mail server does not; all three DKIM variables together.',
    example: 'example.com',
  }),
  DKIM_SELECTOR: z
    .string()
    .regex(label, { error: 'must be the name before ._domainkey in DNS' })
    .optional()
    .meta({
      description: 'The public key is in the DNS record <selector>._domainkey.<domain>.',
      example: 'pausepoint',
    }),
  DKIM_PRIVATE_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isRsaKey, { error: 'must be an RSA private key in PEM form' })
    .optional()
    .meta({
      description: 'The RSA private key in PEM form; \\n stands for a line end.',
      example: '"-----BEGIN PRIVATE KEY-----\\nMIIEv…\\n-----END PRIVATE KEY-----"',
    }),
};

export type SmtpEnv = z.output<z.ZodObject<typeof env>>;

export const smtpVendor: Vendor<typeof env> = { name: 'smtp', env, open };

async function open(given: SmtpEnv, parts: VendorParts): Promise<OpenVendor> {
  const { SMTP_URL: server, MAIL_FROM: sender } = given;
  const dkim = dkimOf(given);
  const missing = (['SMTP_URL', 'MAIL_FROM'] as const).filter((name) => !given[name]);
  if (!server || !sender) {
    const check = async (): Promise<readonly Check[]> =>
      missing.length === 2 ? [] : [failed('E-mail', `${missing.join()} is not set.`)];
    return { couriers: {}, hooks: [], missing: { email: missing }, check };
  }
  const courier = await smtpCourier({ ...parts, server, sender, dkim: dkim.value });
  return {
    couriers: { email: courier },
    hooks: [],
    missing: {},
    check: async () => [
      await checkServer(courier, server),
      ...dkim.checks,
      ...(await checkDomain(sender, dkim.value, resolveTxt)),
    ],
    close: courier.close,
  };
}

async function checkServer(courier: SmtpCourier, { tls }: MailServer): Promise<Check> {
  const what = 'E-mail server';
  try {
    await courier.verify();
  } catch (error) {
    return failed(what, `SMTP_URL: ${connectionWords(error as SmtpFailure)}.`);
  }
  if (tls !== 'off') return { what, state: 'ok', detail: 'It can be reached, over TLS.' };
  return { what, state: 'warning', detail: 'It can be reached, but mails go there in the clear.' };
}

/** Two of three variables sign nothing: mails still leave, and doctor says what is missing. */
function dkimOf(given: SmtpEnv): { value: Dkim | null; checks: readonly Check[] } {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: privateKey } = given;
  if (domain && selector && privateKey) {
    return { value: { domain, selector, privateKey }, checks: [] };
  }
  const names = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'] as const;
  const missing = names.filter((name) => !given[name]);
  if (missing.length === names.length) return { value: null, checks: [] };
  const detail = `Mails are not signed: ${missing.join(' and ')} not set.`;
  return { value: null, checks: [failed('E-mail signature', detail)] };
}

const failed = (what: string, detail: string): Check => ({ what, state: 'failed', detail });

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
