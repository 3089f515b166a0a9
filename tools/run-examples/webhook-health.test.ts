// An endpoint that said "never again" is mended by its owner, and hears all it had missed, over the API alone.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson, postJson, register, withdraw, withKey } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';

let service: Service;
let key: string;
beforeAll(async () => {
  service = await startService();
  key = await register(service.url);
});
afterAll(() => service.close());

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function openReceiver(statusCode: () => number) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ headers: request.headers, body });
      response.writeHead(statusCode()).end('said');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { got, url, close: () => server.close() };
}

const read = (path: string) => askJson(`${service.url}${path}`, withKey(key));
const post = (path: string, body: unknown) => askJson(`${service.url}${path}`, postJson(body, key));
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 40_000 });

async function cancelled(): Promise<void> {
  const ask = { recipient: '+15550100', channel: 'sms', message: 'Wire it?', options: ['A', 'B'] };
  await withdraw(service.url, key, (await post('/v1/pause', ask)).pause_id as string);
}

test('410, disabled, enabled again, sent again, delivered', async () => {
  let statusCode = 503;
  const { got, url, close } = await openReceiver(() => statusCode);
  const since = new Date().toISOString();
  const made = await post('/v1/webhooks', { url, events: ['pause.cancelled'] });
  const path = `/v1/webhooks/${made.webhook_id}`;
  await cancelled();
  await eventually(async () => expect((await read(path)).failing_since).not.toBeNull());
  statusCode = 410;
  await cancelled();
  await eventually(async () => expect((await read(path)).enabled).toBe(false));
  expect(await read(path)).toMatchObject({ disabled_reason: 'gone' });
  // What waited ends with it.
  await eventually(async () => {
    const { data } = await read(`${path}/deliveries?status=dead`);
    expect(data).toHaveLength(2);
  });
  const { data: told } = await read('/v1/audit?event_type=webhook.disabled');
  expect(told).toMatchObject([{ detail: { webhook_id: made.webhook_id, reason: 'gone' } }]);
  await expect(post(`${path}/redeliver`, { since })).rejects.toThrow('webhook_disabled');
  await expect(post(`${path}/test`, {})).rejects.toThrow('webhook_disabled');

  statusCode = 200;
  const on = { ...postJson({ enabled: true }, key), method: 'PATCH' };
  expect(await askJson(`${service.url}${path}`, on)).toMatchObject({
    ...{ enabled: true, failing_since: null, disabled_at: null, disabled_reason: null },
  });
  const before = got.length;
  expect(await post(`${path}/redeliver`, { since })).toEqual({ redelivered: 2 });
  await eventually(async () => {
    const { data } = await read(`${path}/deliveries?status=delivered`);
    expect(data).toHaveLength(2);
  });
  const again = got.slice(before);
  expect(again).toHaveLength(2);
  for (const { body, headers } of again) {
    const first = got.find((one) => one.headers['webhook-id'] === headers['webhook-id'])!;
    expect(body).toBe(first.body);
  }
  expect(await read(path)).toMatchObject({ enabled: true, failing_since: null });
  close();
});
