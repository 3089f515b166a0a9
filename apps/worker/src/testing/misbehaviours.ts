// What a receiver can do to whoever calls it, once per connection, and whether that still is an answer.
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

interface Misbehaviour {
  readonly does: (socket: Socket) => void;
  /** It has said its status, however badly it goes on. */
  readonly answers: boolean;
  readonly secure?: true;
}

const OK = 'HTTP/1.1 200 OK\r\n';
const bomb = gzipSync(Buffer.alloc(100 << 20));
const chunk = Buffer.alloc(1 << 20, 'x');

export const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  'never answers': { answers: false, does: (socket) => socket.resume() },
  'never reads': { answers: false, does: (socket) => socket.pause() },
  'never ends the TLS handshake': {
    answers: false,
    secure: true,
    does: (socket) => socket.resume(),
  },
  'drips headers': { answers: false, does: dripping(OK, 'x-a: b\r\n', 50) },
  'drips its body': {
    answers: true,
    does: dripping(`${OK}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n', 50),
  },
  'says “go on” for ever': {
    answers: false,
    does: dripping('', 'HTTP/1.1 100 Continue\r\n\r\n', 1),
  },
  'sends headers without end': { answers: false, does: flooding(`${OK}x: `, 1 << 30) },
  'sends a gigabyte': {
    answers: true,
    does: flooding(`${OK}content-length: ${1 << 30}\r\n\r\n`, 1 << 30),
  },
  'sends chunk extensions without end': {
    answers: true,
    does: flooding(`${OK}transfer-encoding: chunked\r\n\r\n1;`, 1 << 30),
  },
  'sends a gzip bomb': {
    answers: true,
    does(socket) {
      const head = `content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
      socket.once('data', () => socket.write(Buffer.concat([Buffer.from(OK + head), bomb])));
    },
  },
};

function dripping(first: string, drop: string, milliseconds: number): (socket: Socket) => void {
  return (socket) => {
    socket.write(first);
    const drip = setInterval(() => socket.write(drop), milliseconds);
    socket.resume().on('close', () => clearInterval(drip));
  };
}

/** As much as the other end takes. */
function flooding(first: string, bytes: number): (socket: Socket) => void {
  return (socket) => {
    let written = 0;
    const more = (): void => {
      while (!socket.destroyed && written < bytes) {
        written += chunk.length;
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    socket.once('data', () => socket.write(first, more)).resume();
  };
}
