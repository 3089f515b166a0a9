// A developer's own HTTP server that hears webhooks, and what it answered them.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WebhookAnswer } from '../resume-on-webhook.ts';

export interface Heard {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly answer: WebhookAnswer;
}

export interface Receiver {
  readonly url: string;
  readonly heard: readonly Heard[];
  close(): void;
}

type Handle = (body: string, headers: IncomingHttpHeaders) => Promise<WebhookAnswer>;

export async function receiver(handle: Handle): Promise<Receiver> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const answer = await handle(body, request.headers);
      heard.push({ body, headers: request.headers, answer });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, heard, close: () => void server.close() };
}
