// Hears PausePoint's webhooks and wakes the payment they are about, whoever had prepared it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { resumeOnWebhook } from '@pausepoint/langgraph';
import { checkpointer, payments } from './payments.ts';

const { PAUSEPOINT_WEBHOOK_SECRET: secret = '', PORT = '4000' } = process.env;
if (!secret) throw new Error('Set PAUSEPOINT_WEBHOOK_SECRET');
await checkpointer.setup();
const onWebhook = resumeOnWebhook(payments, { secret, onError: console.error });

async function hear(request: IncomingMessage): Promise<number> {
  const { status, outcome } = await onWebhook(await text(request), request.headers);
  console.log(`A webhook came: ${outcome}`);
  return status;
}

const server = createServer((request, response) => {
  void hear(request).then((status) => response.writeHead(status).end());
});
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
