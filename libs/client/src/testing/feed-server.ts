// A server that speaks the feed of events over HTTP, and can hang up.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookEvent } from '@pausepoint/contract/wire';

export interface FeedServer {
  readonly url: string;
  /** The path and query of every request so far. */
  readonly seen: string[];
  /** The events' JSON texts, the oldest first. */
  readonly texts: string[];
  /** How many of the next requests are hung up on. */
  refuse: number;
  close(): Promise<void>;
}

/** The cursor is the number of events told; a wait is answered as soon as there is one more. */
export async function feedServer(): Promise<FeedServer> {
  const server = createServer((request, response) => {
    feed.seen.push(request.url!);
    if (feed.refuse > 0) {
      feed.refuse--;
      return void response.destroy();
    }
    const query = new URL(request.url!, 'http://localhost').searchParams;
    const after = query.get('after');
    const from = after === 'latest' ? feed.texts.length : Number(after ?? 0);
    const answer = () => {
      const held = query.has('wait') && feed.texts.length === from;
      if (held && !response.destroyed) return void setTimeout(answer, 2);
      const page = feed.texts.slice(from, from + Number(query.get('limit') ?? 20));
      response.setHeader('content-type', 'application/json');
      response.end(`{"data":[${page.join(',')}],"next_cursor":"${from + page.length}"}`);
    };
    answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const feed: FeedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    texts: [],
    refuse: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return feed;
}

export function eventText(
  number: number,
  data: Partial<WebhookEvent['data']> = {},
  type: WebhookEvent['type'] = 'pause.responded',
): string {
  return JSON.stringify({
    id: `evt_${number}`,
    type,
    event: type,
    mode: 'test',
    pause_id: `psr_${number}`,
    developer_id: 'dev_1',
    timestamp: '2026-05-08T14:07:22.480Z',
    data: {
      status: 'responded',
      choice: 'Approve',
      text: null,
      response_at: '2026-05-08T14:07:22.480Z',
      human_decided: true,
      decision: { via: 'page', identified_by: 'link', recipient_index: 0 },
      metadata: null,
      content_digest: 'sha256:0',
      ...data,
    },
  });
}
