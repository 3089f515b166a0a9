// SMTP_URL, taken apart: where the mail server is, who we are to it, and whether TLS is a must.
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte. `starttls`: or nothing is sent. `off`: in the clear. */
  readonly tls: 'implicit' | 'starttls' | 'off';
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const IMPLICIT_TLS_PORT = 465;
const SUBMISSION_PORT = 587;

const shape =
  'must look like smtps://user:password@smtp.example.com or smtp://…:587, ' +
  'with user and password percent-encoded';
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** A fault never repeats the URL: there is a password in it. */
export function parseMailServer(text: string): MailServer | { readonly fault: string } {
  const url = URL.parse(text);
  const host = url && hostOf(url);
  const login = url && loginOf(url);
  const implicit = url?.protocol === 'smtps:' || Number(url?.port) === IMPLICIT_TLS_PORT;
  if (!url || !/^smtps?:$/.test(url.protocol) || !host || login === undefined) {
    return { fault: shape };
  }
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') return { fault: shape };
  const wish = /^(?:\?tls=(on|off))?$/.exec(url.search);
  if (!wish) return { fault: 'may only have the parameter tls=on or tls=off' };
  if (implicit && wish[1] === 'off') return { fault: 'asks for TLS and has tls=off' };
  // What never leaves the machine needs no TLS. Nothing else is trusted by its looks: private
  // addresses cross wires too, and a name may lead anywhere.
  const clear = wish[1] === 'off' || (wish[1] === undefined && loopback.test(host));
  return {
    host,
    port: Number(url.port) || (implicit ? IMPLICIT_TLS_PORT : SUBMISSION_PORT),
    tls: implicit ? 'implicit' : clear ? 'off' : 'starttls',
    login,
  };
}

/** Empty when it is no host. */
function hostOf({ hostname }: URL): string {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare)) return bare;
  return domainToASCII(decoded(hostname) ?? '');
}

/** Undefined when it can't be read. */
function loginOf({ username, password }: URL): MailServer['login'] | undefined {
  const user = decoded(username);
  const pass = decoded(password);
  if (user === undefined || pass === undefined) return undefined;
  return user === '' && pass === '' ? null : { user, pass };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
