// `pausepoint listen` against the live service: what it forwards is the webhook itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answer, register } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

interface Got {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

async function receiver() {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      got.push({ body: Buffer.concat(chunks as Buffer[]).toString(), headers: request.headers });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { got, url, close: () => server.close() };
}

const command = join(import.meta.dirname, '../../libs/client/src/cli/main.ts');

test('a program that is forwarded to gets the bytes and headers its webhook gets, and Ctrl-C ends well', async () => {
  const [webhook, forwarded] = await Promise.all([receiver(), receiver()]);
  const apiKey = await register(service.url);
  const args = ['--conditions=@pausepoint/source', command, 'listen', '--from', 'start'];
  args.push('--forward', forwarded.url);
  const listening = spawn(process.execPath, args, {
    env: { ...process.env, PAUSEPOINT_API_KEY: apiKey, PAUSEPOINT_URL: service.url },
  });
  let said = '';
  for (const stream of [listening.stdout, listening.stderr]) {
    stream.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  }
  const soon = (look: () => boolean) => vi.waitUntil(look, { timeout: 25_000 });
  await soon(() => said.includes('Forwarding to'));

  const created = await fetch(`${service.url}/v1/pause`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ recipient: '+15550100', channel: 'sms', message: 'Wire $8,400 to Meridian?' },
      ...{ options: ['Approve', 'Reject'], metadata: { 2: 'b', 1: 'a' } },
      webhook_url: webhook.url,
    }),
  });
  const pause = (await created.json()) as Parameters<typeof answer>[1];
  await answer(service.url, pause, 'Approve');
  await soon(() => webhook.got.length === 1 && forwarded.got.length === 1);

  const [real, ours] = [webhook.got[0]!, forwarded.got[0]!];
  expect(ours.body).toBe(real.body);
  // A checkpoint is the server's to witness with; what was forwarded from here proves nothing of it.
  const about = ({ 'x-pausepoint-checkpoint': _, ...given }: IncomingHttpHeaders) =>
    Object.entries(given)
      .filter(([name]) => /^(webhook-|x-pausepoint-|content-type|user-agent)/.test(name))
      .map(([name, value]) =>
        /signature|timestamp/.test(name) ? name : `${name}: ${String(value)}`,
      )
      .toSorted();
  expect(about(ours.headers)).toEqual(about(real.headers));
  await soon(() => /pause\.responded .*Approve[^]*→ 200/.test(said));

  listening.kill('SIGINT');
  expect(await once(listening, 'exit')).toEqual([0, null]);
  webhook.close();
  forwarded.close();
});
