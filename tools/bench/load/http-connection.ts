// One keep-alive HTTP/1.1 connection, as lean as can be: whoever makes the load shares the machine.
import { once } from 'node:events';
import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface HttpConnection {
  /** One at a time: the next request only after this one's answer. */
  send(request: Buffer): Promise<Answer>;
  close(): void;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

export async function openConnection(url: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let received: Buffer = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<Answer> | undefined;
  let ended: Error | undefined;
  const fail = (error: Error): void => {
    ended ??= error;
    waiting?.reject(error);
  };
  socket.on('data', (bytes: Buffer) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const told = readAnswer(received);
    if (!told || !waiting) return;
    received = received.subarray(told.length);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(told);
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server has closed the connection')));
  return {
    send(request) {
      // Nobody would ever hear of what is written into a closed one.
      if (ended) return Promise.reject(ended);
      waiting = Promise.withResolvers();
      socket.write(request);
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

/** Undefined: it is not all there yet. */
function readAnswer(bytes: Buffer): (Answer & { readonly length: number }) | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end === -1) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const told = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (told === undefined && status !== 204 && status !== 304) {
    throw new Error(`an answer without its length: ${head}`);
  }
  const length = end + END_OF_HEAD.length + Number(told ?? 0);
  if (bytes.length < length) return undefined;
  return { status, length, body: bytes.toString('utf8', end + END_OF_HEAD.length, length) };
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly apiKey?: string | undefined;
  readonly idempotencyKey?: string;
  readonly body?: string;
}

export function toBytes({ method, path, apiKey, idempotencyKey, body }: Request): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost'];
  if (apiKey) lines.push(`Authorization: Bearer ${apiKey}`);
  if (idempotencyKey) lines.push(`Idempotency-Key: ${idempotencyKey}`);
  if (body !== undefined) {
    lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
