// An endpoint that said "never again" is mended by its owner, and hears all it had missed, by the client alone.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pausepoint, webhooks as signed, type PausePoint } from 'pausepoint';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { register } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';

let service: Service;
let client: PausePoint;
beforeAll(async () => {
  service = await startService();
  client = pausepoint({ apiKey: await register(service.url), url: service.url });
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

const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 40_000 });

async function cancelled(): Promise<void> {
  const ask = { recipient: '+15550100', channel: 'sms', message: 'Wire it?' } as const;
  await client.pauses.cancel(
    (await client.pauses.create({ ...ask, options: ['A', 'B'] })).pause_id,
  );
}

test('410, disabled, enabled again, sent again, delivered', async () => {
  const { webhooks } = client;
  let statusCode = 503;
  const { got, url, close } = await openReceiver(() => statusCode);
  const since = new Date();
  const { webhook_id: id, secret } = await webhooks.create({ url, events: ['pause.cancelled'] });
  await cancelled();
  await eventually(async () => expect((await webhooks.get(id)).failing_since).not.toBeNull());
  statusCode = 410;
  await cancelled();
  await eventually(async () => expect((await webhooks.get(id)).enabled).toBe(false));
  expect(await webhooks.get(id)).toMatchObject({ disabled_reason: 'gone' });
  // What waited ends with it.
  await eventually(async () => {
    expect((await webhooks.deliveriesTo(id, { status: 'dead' })).data).toHaveLength(2);
  });
  const { data: told } = await client.audit.list({ event_type: 'webhook.disabled' });
  expect(told).toMatchObject([{ detail: { webhook_id: id, reason: 'gone' } }]);
  const disabled = { code: 'webhook_disabled', status: 409 };
  await expect(webhooks.redeliverDead(id, { since })).rejects.toMatchObject(disabled);
  await expect(webhooks.test(id)).rejects.toMatchObject(disabled);

  statusCode = 200;
  expect(await webhooks.update(id, { enabled: true })).toMatchObject({
    ...{ enabled: true, failing_since: null, disabled_at: null, disabled_reason: null },
  });
  const before = got.length;
  expect(await webhooks.redeliverDead(id, { since })).toBe(2);
  await eventually(async () => {
    expect((await webhooks.deliveriesTo(id, { status: 'delivered' })).data).toHaveLength(2);
  });
  const again = got.slice(before);
  expect(again).toHaveLength(2);
  for (const { body, headers } of again) {
    const first = got.find((one) => one.headers['webhook-id'] === headers['webhook-id'])!;
    expect(body).toBe(first.body);
  }
  expect(await webhooks.get(id)).toMatchObject({ enabled: true, failing_since: null });

  // One of them once more, and a secret after which both are true.
  const fresh = await webhooks.rotateSecret(id);
  const { data, next_cursor } = await webhooks.deliveries({ status: 'delivered', limit: 1 });
  await webhooks.redeliver(data[0]!.delivery_id);
  await eventually(() => expect(got).toHaveLength(before + 3));
  const { body, headers } = got.at(-1)!;
  for (const one of [secret!, fresh.secret!]) {
    expect(await signed.verify(body, headers, one)).toMatchObject({ id: data[0]!.event_id });
  }
  const older = webhooks.iterateDeliveries({ cursor: next_cursor! });
  expect((await older.next()).value).toMatchObject({ webhook_id: id, status: 'delivered' });
  const standing = await webhooks.defaultSecret();
  expect(await webhooks.rotateDefaultSecret()).not.toBe(standing);
  await webhooks.delete(id);
  await expect(webhooks.get(id)).rejects.toMatchObject({ code: 'not_found' });
  close();
});
