// A developer's webhook receiver: a real server that keeps what comes, and looks up what it is about.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Told {
  readonly type: string;
  readonly pause_id: string;
}

/** What a webhook said, and what a read said at that moment. */
interface Received<Seen> {
  readonly told: Told;
  readonly seen: Seen;
}

export interface WebhookReceiver<Seen> {
  readonly url: string;
  readonly received: readonly Received<Seen>[];
  close(): void;
}

export async function openWebhookReceiver<Seen>(
  look: (told: Told) => Promise<Seen>,
): Promise<WebhookReceiver<Seen>> {
  const received: Received<Seen>[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const told = (await json(request)) as Told;
      received.push({ told, seen: await look(told) });
      response.end();
    })().catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
