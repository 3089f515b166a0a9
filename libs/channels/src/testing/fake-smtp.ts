// A mail server as a test can bend it: real SMTP, and a script of what goes wrong.
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { localhost } from './localhost-certificate.ts';
import type { Mishap } from './wire.ts';

type Stage = 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data';

/**
 * What happens to one message. As at the wire, `reset` and `hang` come after the message was taken
 * and a status refuses it: at RCPT, or for 552 and 554 once its content was there. With `at`, what
 * happens at that step; then `reset` and `hang` take nothing, but at `data`.
 */
export type SmtpMishap = Mishap | { readonly at: Stage; readonly does: 'reset' | 'hang' | number };

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
  readonly user: string | null;
}

export interface FakeSmtp {
  /** Without credentials. */
  readonly url: string;
  readonly port: number;
  /** What the server took, in order. */
  readonly taken: readonly TakenMail[];
  /** The same, read as a mail program reads it. */
  mails(): Promise<readonly Email[]>;
  /** What happens to the next messages, one each; after that all goes well. */
  script(...mishaps: readonly SmtpMishap[]): void;
  close(): Promise<void>;
}

interface Ways {
  /** `stripped`: somebody on the way has removed the offer of TLS. */
  readonly tls?: 'implicit' | 'starttls' | 'stripped';
  /** Who may sign in; absent: nobody has to. */
  readonly login?: { readonly user: string; readonly pass: string };
}

export async function openFakeSmtp({ tls = 'stripped', login }: Ways = {}): Promise<FakeSmtp> {
  const taken: TakenMail[] = [];
  const mishaps: Exclude<SmtpMishap, Mishap>[] = [];
  const sockets = new Map<number, Socket>();

  /** Lets a step happen, unless the script has something for it. */
  function step(
    stage: Stage,
    session: SMTPServerSession,
    go: (error?: Error) => void,
    address = '',
  ): void {
    if (mishaps[0]?.at !== stage) return go();
    const { does } = mishaps.shift()!;
    if (does === 'hang') return;
    if (does === 'reset') return void sockets.get(session.remotePort)?.destroy();
    // As real ones do, it repeats the address.
    go(Object.assign(new Error(`5.7.0 <${address}>: not today`), { responseCode: does }));
  }

  const server = new SMTPServer({
    ...localhost,
    secure: tls === 'implicit',
    disabledCommands: [...(tls === 'stripped' ? ['STARTTLS'] : []), ...(login ? [] : ['AUTH'])],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (session, done) => step('greeting', session, done),
    onAuth: ({ username, password }, session, done) =>
      step('auth', session, (error) => {
        const known = username === login?.user && password === login?.pass;
        done(
          error ?? null,
          known ? { user: username } : { message: `who is ${String(username)}?` },
        );
      }),
    onMailFrom: ({ address }, session, done) => step('mail', session, done, address),
    onRcptTo: ({ address }, session, done) => step('rcpt', session, done, address),
    onData: (stream, session, done) =>
      void buffer(stream).then(
        (content) => {
          const { mailFrom, rcptTo } = session.envelope;
          if (typeof mishaps[0]?.does !== 'number' || mishaps[0].at !== 'data') {
            taken.push({
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              raw: content.toString(),
              secure: session.secure,
              user: (session.user as string | undefined) ?? null,
            });
          }
          step('data', session, done, rcptTo[0]?.address);
        },
        // Whoever dies in the midst of a message has sent none.
        (error: Error) => done(error),
      ),
  });
  // Clients that break off are part of the game.
  server.on('error', () => {});
  server.server.on('connection', (socket) => sockets.set(socket.remotePort!, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `${tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    port,
    taken,
    mails: () => Promise.all(taken.map(({ raw }) => PostalMime.parse(raw))),
    script: (...next) => void mishaps.push(...next.map(placed)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

function placed(mishap: SmtpMishap): Exclude<SmtpMishap, Mishap> {
  if (typeof mishap === 'string') return { at: 'data', does: mishap };
  if ('at' in mishap) return mishap;
  const { status } = mishap;
  return { at: status === 552 || status === 554 ? 'data' : 'rcpt', does: status };
}
