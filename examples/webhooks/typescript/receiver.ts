// Receives PausePoint's webhooks: believes only what is signed and recent, acts once per event.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
// #region receive
import { webhooks, WebhookVerificationError, type WebhookEvent } from 'pausepoint';
// #endregion

const secret = process.env['PAUSEPOINT_WEBHOOK_SECRET'];
if (!secret) throw new Error('Set PAUSEPOINT_WEBHOOK_SECRET');
const LARGEST = 1_000_000;

// #region receive
// The raw body, before any JSON parser has seen it: printed again it would not fit its signature.
async function receive(request: IncomingMessage): Promise<number> {
  const size = Number(request.headers['content-length']);
  if (request.method !== 'POST' || !(size <= LARGEST)) return 400;
  try {
    await once(await webhooks.verify(await buffer(request), request.headers, secret!), act);
    return 200;
  } catch (error) {
    // 400: not ours, or too late to be believed. 500: our own trouble, and PausePoint tries again.
    if (error instanceof WebhookVerificationError) return 400;
    console.error(error);
    return 500;
  }
}
// #endregion

// Ids repeat: when an answer was lost, and when you redeliver. In your application this is a table
// with a unique key on the id, written in the same transaction as what you do about the event.
const done = new Map<string, Promise<void>>();

async function once(event: WebhookEvent, act: (event: WebhookEvent) => Promise<void>) {
  const { id } = event;
  if (!done.has(id)) {
    const acting = act(event);
    done.set(id, acting);
    acting.catch(() => done.delete(id));
  }
  await done.get(id);
}

// Other events, such as a test of this endpoint, decide nothing.
const endings = ['pause.responded', 'pause.timed_out', 'pause.cancelled'];

// Answer within 15 seconds: what takes longer belongs into a queue of yours.
async function act({ type, pause_id, data }: WebhookEvent) {
  if (!endings.includes(type)) return;
  // A timeout is never a human's answer.
  const approved = type === 'pause.responded' && data.human_decided && data.choice === 'Approve';
  console.log(type, pause_id, approved ? 'go' : 'stop');
}

const server = createServer((request, response) => {
  void receive(request).then((status) => response.writeHead(status).end());
});
server.listen(Number(process.env['PORT'] ?? 4000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
