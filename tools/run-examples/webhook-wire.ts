// A wire between the service and a receiver, on which every webhook can be read and sent again.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A webhook of ours, and what the receiver answered. */
export type Passed = Message & { readonly body: Buffer; readonly status: number };

export interface WebhookWire {
  readonly url: string;
  /** Everything so far, in order. */
  readonly passed: readonly Passed[];
  close(): Promise<void>;
}

export async function openWebhookWire(receiverUrl: string): Promise<WebhookWire> {
  const passed: Passed[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const message = { headers: headersOf(request), body: await buffer(request) };
      const status = await send(receiverUrl, message);
      passed.push({ ...message, status });
      response.writeHead(status).end();
    })().catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    passed,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** @returns the status the receiver answers with */
export async function send(receiverUrl: string, { headers, body }: Message): Promise<number> {
  const response = await fetch(receiverUrl, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** All but what belongs to one connection. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers as Record<string, string>).filter(
      ([name]) => !['connection', 'content-length', 'host', 'keep-alive'].includes(name),
    ),
  );
