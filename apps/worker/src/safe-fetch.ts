// POSTs to a URL a stranger chose: bounded in time and size, public addresses only, no redirects.
import http from 'node:http';
import https from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { publicLookup, type Lookup } from './public-lookup.ts';
import { readBounded } from './read-bounded.ts';
import { createTargetOf, type Reachable } from './target-of.ts';

interface SafeFetchOptions {
  readonly allowPrivate: boolean;
  /** For the whole try: name, connection, TLS, request and answer. */
  readonly timeoutMilliseconds: number;
  readonly lookup?: Lookup;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Reply =
  | {
      readonly kind: 'answer';
      readonly statusCode: number;
      readonly retryAfter: string | undefined;
      readonly excerpt: string;
    }
  | { readonly kind: 'refused' | 'failure'; readonly error: string };

export interface SafeFetch {
  post(posting: Posting): Promise<Reply>;
  close(): void;
}

export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const { allowPrivate, timeoutMilliseconds } = options;
  // The agent refuses private literals and addresses by itself; our lookup is stricter still.
  const agentOptions = {
    keepAlive: true,
    keepAliveMsecs: 10_000,
    timeout: timeoutMilliseconds,
    maxFreeSockets: 256,
    allowPrivateIPAddress: allowPrivate,
    allowMetaIPAddress: allowPrivate,
    ...(!allowPrivate && { lookup: publicLookup(options.lookup) }),
  };
  const agents = {
    http: new RequestFilteringHttpAgent(agentOptions),
    https: new RequestFilteringHttpsAgent(agentOptions),
  };

  const targetOf = createTargetOf({ allowPrivate, agents });

  async function post(posting: Posting): Promise<Reply> {
    const target = targetOf(posting.url);
    if ('fault' in target) return { kind: 'refused', error: `the URL ${target.fault}` };
    const deadline = performance.now() + timeoutMilliseconds;
    try {
      return await send(target, posting, timeoutMilliseconds).catch((error: unknown) => {
        // Most likely a kept connection the receiver was closing; the id tells twins apart.
        if (!(error instanceof ConnectionGone)) throw error;
        return send(target, posting, deadline - performance.now());
      });
    } catch (error) {
      return { kind: 'failure', error: describe(error) };
    }
  }

  function send(
    { options, host }: Reachable,
    { headers, body }: Posting,
    milliseconds: number,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = (options.protocol === 'https:' ? https : http).request({
        ...options,
        headers: linesOf({ host, ...headers, 'content-length': String(Buffer.byteLength(body)) }),
      });
      let answered = false;
      const timer = setTimeout(() => request.destroy(new TimedOut()), Math.max(milliseconds, 0));
      request.on('response', (response) => {
        answered = true;
        void readBounded(response).then((excerpt) =>
          resolve({
            kind: 'answer',
            statusCode: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            excerpt,
          }),
        );
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (answered) return;
        const gone = request.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '');
        reject(gone ? new ConnectionGone() : error);
      });
      request.on('close', () => {
        clearTimeout(timer);
        // Whatever ended it without an answer or an error, such as a 101 nobody asked for.
        if (!answered) reject(new Error('closed'));
      });
      request.end(body);
    });
  }

  return {
    post,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** As a list they are written as they are, instead of being kept by name first. */
const linesOf = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).flat();

class TimedOut extends Error {}
class ConnectionGone extends Error {}

/** Whose fault it was, as far as the owner of the URL may know: never an address, never a path. */
function describe(error: unknown): string {
  if (error instanceof TimedOut) return 'no answer in time';
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/^(ECONNRESET|EPIPE|ECONNREFUSED)$/.test(code)) return 'the connection was refused or broken';
  if (/^(HPE_|ERR_HTTP)/.test(code)) return 'the answer was not valid HTTP';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code))
    return 'the TLS certificate was not accepted';
  // Unknown names and refused addresses read the same.
  return 'the host could not be reached';
}
