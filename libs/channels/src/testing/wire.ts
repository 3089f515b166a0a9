// A vendor's server as a test can bend it: real HTTP, and a script of what goes wrong.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * What happens to one request. `reset` and `hang`: the vendor takes the message, and its answer
 * never comes. Everything else is answered as it says, and the message not taken.
 */
export type Mishap =
  | 'reset'
  | 'hang'
  | { readonly status: number; readonly body?: unknown; readonly retryAfter?: number };

export interface WireRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface WireAnswer {
  readonly status?: number;
  /** An object is sent as JSON. */
  readonly body: unknown;
}

export interface Wire {
  readonly url: string;
  /** What the vendor took, in order. */
  readonly taken: readonly WireRequest[];
  /** What happens to the next requests, one each; after that all goes well. */
  script(...mishaps: readonly Mishap[]): void;
  close(): Promise<void>;
}

/** @param answer what the vendor says to a request it takes, in its own protocol */
export async function openWire(answer: (request: WireRequest) => WireAnswer): Promise<Wire> {
  const taken: WireRequest[] = [];
  const mishaps: Mishap[] = [];
  const server = createServer((request, response) => {
    // Whoever dies in the midst of a request has made none.
    serve(request, response).catch(() => request.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const received = { method, path: url, headers, body: await text(request) };
    const mishap = mishaps.shift();
    if (mishap === undefined || typeof mishap === 'string') taken.push(received);
    // What is taken is taken, even when nobody hears of it.
    const { status = 200, body } = typeof mishap === 'object' ? mishap : answer(received);
    if (mishap === 'hang') return;
    if (mishap === 'reset') return void request.socket.destroy();
    const json = typeof body !== 'string';
    if (mishap?.retryAfter !== undefined) response.setHeader('Retry-After', mishap.retryAfter);
    response.setHeader('Content-Type', json ? 'application/json' : 'text/plain');
    response.writeHead(status).end(json ? JSON.stringify(body ?? {}) : body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    script: (...next) => void mishaps.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
