// Answers what is not HTTP at all, or came too slowly to be honest: a problem like any other.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type Fault = readonly [status: number, title: string];

const badRequest: Fault = [400, 'Bad Request'];
const faults: Readonly<Record<string, Fault>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

/** Node would answer these by itself, in other words or in none. */
export function refuseGarbage(server: Server): void {
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') {
      refuse(socket, faults[error.code ?? ''] ?? badRequest);
    } else socket.destroy();
  });
  server.on('checkExpectation', ({ socket }: IncomingMessage) =>
    refuse(socket, [417, 'Expectation Failed']),
  );
  server.on('connect', (_: IncomingMessage, socket: Duplex) => refuse(socket, badRequest));
}

/** True when it was well-formed HTTP that makes no sense, and has been refused. */
export function refusedAsSenseless({ headers, httpVersion, url, socket }: IncomingMessage) {
  const nameless = headers.host === undefined && httpVersion !== '1.0';
  // A whole URL is allowed, for proxies; one that is none would break whoever reads its path.
  const lost = url !== '*' && !url!.startsWith('/') && !URL.canParse(url!);
  if (nameless || lost) refuse(socket, badRequest);
  return nameless || lost;
}

function refuse(socket: Duplex, [status, title]: Fault): void {
  const requestId = randomUUID();
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail: 'The request could not be read as HTTP.',
    code: 'malformed_request',
    request_id: requestId,
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nX-Request-Id: ${requestId}\r\n` +
      'Content-Type: application/problem+json\r\nConnection: close\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
