// What every peer program does: serves on a free port, says which, and hears words from its parent.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export function serve(listener: RequestListener): void {
  const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, listener);
  server.listen(0, '127.0.0.1', () => {
    process.send!({ port: (server.address() as AddressInfo).port });
  });
  process.once('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.exit(1));
}

/** For a program that serves nobody and only works. */
export const say = (message: unknown): void => void process.send!(message);

export const onWord = (answer: (word: string) => Promise<unknown>): void => {
  process.on('message', (word) => void answer(String(word)).then(say));
};

export const databaseUrl = process.env.DATABASE_URL ?? '';

/** A whole body as JSON, as everybody's first line of code would read it. */
export async function readJson(request: AsyncIterable<Buffer>): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString());
}
