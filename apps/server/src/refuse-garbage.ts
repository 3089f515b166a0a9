// Answers what is not HTTP at all, or came too slowly to be honest.
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';

const statusLines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

export function refuseGarbage(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const statusLine = statusLines[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${statusLine}\r\nX-Request-Id: ${randomUUID()}\r\n` +
      'Connection: close\r\nContent-Length: 0\r\n\r\n',
  );
}
