// A server that says what a test told it to, in turn, over the contract's JSON.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pause } from '../index.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
export type Reply = (seen: Seen, response: ServerResponse) => void;

export interface ToldServer {
  readonly url: string;
  readonly seen: Seen[];
  /** Answers in turn; the last one stays. */
  replies: Reply[];
  close(): Promise<void>;
}

export async function toldServer(): Promise<ToldServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const text = Buffer.concat(chunks as Buffer[]).toString();
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      const reply = told.replies.length > 1 ? told.replies.shift() : told.replies[0];
      reply!(seen.at(-1)!, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const told: ToldServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    replies: [],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return told;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const problem = (status: number, code: string, more: object = {}, headers = {}): Reply =>
  json(
    status,
    { code, status, title: code, detail: `It is ${code}.`, request_id: 'req-1', ...more },
    headers,
  );

export const hangUp: Reply = (_, response) => void response.destroy();

export const pending = {
  pause_id: 'psr_01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90',
  status: 'pending',
  response_choice: null,
  human_decided: false,
  undeliverable: false,
} as Pause;

export const responded = {
  ...pending,
  status: 'responded',
  response_choice: 'Approve',
  human_decided: true,
};
