// PUBLIC_URL: where people and agents reach us, and whether that makes this a local installation.
import { isIP } from 'node:net';
import { z } from 'zod';
import { ConfigError } from './env.ts';
import { flag, wholeNumber } from './env-types.ts';

/** The variables from which it follows; both server and worker read them. */
export const publicUrlEnv = {
  PORT: wholeNumber(0, 65_535)
    .default(3000)
    .meta({ description: 'The port to listen on; 0 takes any free one.' }),
  PUBLIC_URL: z
    .string()
    .optional()
    .meta({
      description:
        'Where people and agents reach this server; every link starts with it. ' +
        'A loopback address (the default) means local mode: no message leaves the machine.',
      example: 'https://pause.example.com',
    }),
  ALLOW_INSECURE_PUBLIC_URL: flag()
    .default(false)
    .meta({ description: 'Accept a PUBLIC_URL without https, for an intranet.' }),
  ALLOW_PRIVATE_WEBHOOKS: flag().optional().meta({
    description: 'Let webhooks go to http and private addresses. Absent: only in local mode.',
    example: 'on',
  }),
};

interface PublicUrl {
  /** Without a slash at its end; every link starts with it. */
  readonly publicUrl: string;
  /** Served to this machine only: nothing leaves the building, everything is open. */
  readonly local: boolean;
  readonly allowPrivateWebhooks: boolean;
}

interface Read {
  readonly PORT: number;
  readonly PUBLIC_URL?: string | undefined;
  readonly ALLOW_INSECURE_PUBLIC_URL: boolean;
  readonly ALLOW_PRIVATE_WEBHOOKS?: boolean | undefined;
}

export function readPublicUrl(read: Read): PublicUrl {
  const url = parse(read.PUBLIC_URL ?? `http://localhost:${read.PORT}`);
  const local = isLoopback(url.hostname);
  if (!local && url.protocol !== 'https:' && !read.ALLOW_INSECURE_PUBLIC_URL) {
    throw new ConfigError(
      'PUBLIC_URL must start with https://, because links to it decide things. ' +
        'On an intranet set ALLOW_INSECURE_PUBLIC_URL=on.',
    );
  }
  return {
    publicUrl: url.href.replace(/\/$/, ''),
    local,
    allowPrivateWebhooks: read.ALLOW_PRIVATE_WEBHOOKS ?? local,
  };
}

/** `localhost`, 127.0.0.0/8 and ::1, as the host of a URL or a socket's address spells them. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  if (isIP(bare) === 4) return bare.startsWith('127.');
  return bare === '::1' || bare === 'localhost' || bare.endsWith('.localhost');
}

function parse(text: string): URL {
  const url = URL.parse(text);
  const plain =
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !(url.search || url.hash || url.username || url.password);
  if (!plain) {
    throw new ConfigError(
      'PUBLIC_URL must be an address such as https://pause.example.com, without path or query.',
    );
  }
  return url;
}
