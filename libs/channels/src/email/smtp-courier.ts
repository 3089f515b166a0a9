// Hands mails to the operator's mail server: one address each, over a few kept connections.
import type { Readable } from 'node:stream';
import type { SendMailOptions, Transporter } from 'nodemailer';
import type { SMTPPoolOptions, SMTPPoolSentMessageInfo } from 'nodemailer/lib/smtp-pool';
import type { Courier, Message, To } from '../channel.ts';
import type { VendorParts } from '../vendor.ts';
import { email } from './email.ts';
import type { MailServer } from './mail-server.ts';
import type { Sender } from './sender.ts';
import { smtpOutcome, type SmtpFailure } from './smtp-outcome.ts';

export interface Dkim {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

interface Mailbox extends Pick<VendorParts, 'now' | 'timeoutMilliseconds'> {
  readonly server: MailServer;
  readonly sender: Sender;
  readonly dkim: Dkim | null;
}

type PoolTransporter = Transporter<SMTPPoolSentMessageInfo, SMTPPoolOptions>;

export interface SmtpCourier extends Courier {
  /** Says hello and signs in, and throws where that fails. */
  verify(): Promise<unknown>;
  close(): void;
}

/** A message that several connections ended under is ours to try again, not the pool's. */
const RECONNECTS = 2;
const CLOSE_MILLISECONDS = 1_000;

export async function smtpCourier(mailbox: Mailbox): Promise<SmtpCourier> {
  const { sender, timeoutMilliseconds, now } = mailbox;
  const { createTransport } = await import('nodemailer');
  const transporter = createTransport(poolOptions(mailbox));
  const begun = watchBeginnings(transporter);

  return {
    async send(message, to) {
      if (!isSound(message, to)) {
        return { kind: 'dead', error: 'this message cannot be put into a mail' };
      }
      const signal = AbortSignal.timeout(timeoutMilliseconds);
      try {
        await transporter.sendMail({ ...letter(message, to, sender), date: now(), signal });
        return { kind: 'delivered' };
      } catch (error) {
        return smtpOutcome(error as SmtpFailure, begun(signal));
      }
    },
    verify: () => transporter.verify(),
    close: () => transporter.close(),
  };
}

function poolOptions(mailbox: Mailbox): SMTPPoolOptions & { readonly pool: true } {
  const { server, dkim, timeoutMilliseconds } = mailbox;
  return {
    pool: true,
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'off',
    ...(server.login && { auth: server.login }),
    ...(dkim && {
      dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey },
    }),
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    dnsTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
    socketCloseTimeout: CLOSE_MILLISECONDS,
    maxRequeues: RECONNECTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Everything a header says; nothing in it but the subject and the address comes from outside. */
function letter({ subject, text, html }: Message, to: To, sender: Sender): SendMailOptions {
  return {
    from: { name: sender.name, address: sender.address },
    to: { name: '', address: to.address },
    subject: subject ?? '',
    text,
    ...(html !== null && { html }),
    // The same for each try: mail programs show twins once.
    messageId: `<${to.key}@${sender.domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    xMailer: false,
  };
}

/** The channel sees to all of this; here it is checked once more, whoever called. */
function isSound({ subject }: Message, { address, key }: To): boolean {
  const parsed = email.parseRecipient(address);
  return (
    'address' in parsed &&
    parsed.address === address &&
    /^[\w.-]{1,200}$/.test(key) &&
    !/[\r\n\0]/.test(subject ?? '')
  );
}

/** Whether any of a message was sent: until then a lost connection leaves nothing in doubt. */
function watchBeginnings(transporter: PoolTransporter): (signal: AbortSignal) => boolean {
  const streams = new WeakMap<AbortSignal, Readable[]>();
  transporter.use('stream', ({ data, message }, done) => {
    const open = message.createReadStream.bind(message);
    const opened: Readable[] = [];
    streams.set(data.signal!, opened);
    // Read for the first time when the server has said that it waits for the message.
    message.createReadStream = (options) => {
      const stream = open(options);
      opened.push(stream);
      return stream;
    };
    done();
  });
  return (signal) => (streams.get(signal) ?? []).some(({ readableDidRead }) => readableDidRead);
}
