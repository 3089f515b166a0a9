// Every settlement reaches the developer's machine, with the same id and bytes however often tried.
import { createSignals, type Signals } from '@pausepoint/runtime';
import {
  createWebhook,
  defaultSecret,
  listAudit,
  settle,
  type PauseRecord,
} from '@pausepoint/store';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import {
  ask,
  deliveriesOf,
  eventually,
  makeDue,
  rows,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';

const db = useDatabase();

async function answer({ developerId, id }: PauseRecord, signals?: Signals): Promise<void> {
  const pauseId = id;
  await settle(db(), [
    {
      kind: 'respond',
      developerId,
      pauseId,
      answer: {
        choice: 'Approve',
        text: 'go',
        via: 'page',
        identifiedBy: 'link',
        recipientIndex: null,
      },
    },
  ]);
  signals?.settled([{ developerId, pauseId }]);
}

const eventsOf = async ({ developerId, mode }: PauseRecord) =>
  (await listAudit(db(), { developerId, mode, limit: 50 })).map(({ type }) => type);

test('an answer is posted with its headers, signed so that receivers’ libraries agree', async () => {
  const { url, received } = await startReceiver();
  const signals = createSignals();
  await startTestWorker(db(), { signals });
  const pause = await ask(db(), { webhookUrl: `${url}/hook?a=b`, metadata: '{"n": 1.50}' });
  await answer(pause, signals);
  await eventually(() => expect(received).toHaveLength(1));
  const { body, headers, url: path } = received[0]!;
  expect(path).toBe('/hook?a=b');
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-pausepoint-event': 'pause.responded',
    'webhook-id': (JSON.parse(body) as { id: string }).id,
  });
  expect(body).toContain('"metadata":{"n": 1.50}');
  const { developerId, mode } = pause;
  const secret = await defaultSecret(db(), { developerId, mode, now: new Date() });
  expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  await eventually(async () => expect(await eventsOf(pause)).toContain('pause.webhook_delivered'));
});

test('an account’s endpoint gets the events it asked for, signed with its own secret', async () => {
  const { url, received } = await startReceiver();
  await startTestWorker(db());
  const developerId = crypto.randomUUID();
  const secret = 'correct horse battery';
  await createWebhook(db(), {
    developerId,
    mode: 'live',
    url,
    events: ['pause.cancelled'],
    secret,
    now: new Date(),
  });
  await answer(await ask(db(), { developerId }));
  const cancelled = await ask(db(), { developerId });
  await settle(db(), [{ kind: 'cancel', developerId, mode: 'live', pauseId: cancelled.id }]);
  await eventually(() => expect(received).toHaveLength(1));
  const { body, headers } = received[0]!;
  expect(headers['x-pausepoint-event']).toBe('pause.cancelled');
  const library = new Webhook(secret, { format: 'raw' });
  expect(() => library.verify(body, headers as Record<string, string>)).not.toThrow();
});

test('every try has the same id and bytes, on the schedule, until it is visibly dead', async () => {
  const { url, received } = await startReceiver((_request, response) => {
    response.writeHead(500).end('still broken');
  });
  // A lease unlike every wait, so that a try under way is not taken for one recorded.
  await startTestWorker(db(), { random: () => 0.5, config: { leaseSeconds: 20 } });
  const pause = await ask(db(), { webhookUrl: url });
  await answer(pause);
  const waits = [1, 5, 30, 300, 1_800, 7_200, 18_000, 36_000, 86_400];
  for (const [index, wait] of waits.entries()) {
    await eventually(async () => {
      const [delivery] = await deliveriesOf(db(), pause);
      expect(delivery).toMatchObject({ status: 'pending', attempts: index + 1 });
      expect(delivery?.last_error).toBe('the receiver answered 500');
      expect(delivery?.wait).toBeCloseTo(wait, 1);
    });
    await makeDue(db(), pause);
  }
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([
      { status: 'dead', attempts: 10, wait: null },
    ]);
  });
  expect(received).toHaveLength(10);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await eventsOf(pause)).toContain('pause.webhook_failed');
  const attempts = await rows<{ response: string; status_code: number }>(
    db(),
    'select response, status_code from attempt where developer_id = $1',
    [pause.developerId],
  );
  expect(attempts).toHaveLength(10);
  expect(attempts[0]).toEqual({ response: 'still broken', status_code: 500 });
});

describe('what the receiver answers', () => {
  async function firstAnswer(statusCode: number, headers: Record<string, string> = {}) {
    const { url, received } = await startReceiver((_request, response) => {
      response.writeHead(statusCode, headers).end();
    });
    await startTestWorker(db(), { random: () => 0.5 });
    const pause = await ask(db(), { webhookUrl: url });
    await answer(pause);
    let delivery = (await deliveriesOf(db(), pause))[0]!;
    await eventually(async () => {
      delivery = (await deliveriesOf(db(), pause))[0]!;
      expect(delivery.last_error).not.toBeNull();
    });
    expect(received).toHaveLength(1);
    return delivery;
  }

  test('Retry-After in seconds postpones the next try', async () => {
    const { status, wait } = await firstAnswer(429, { 'retry-after': '3600' });
    expect(status).toBe('pending');
    expect(wait).toBeCloseTo(3_600, 0);
  });

  test('Retry-After as a date postpones the next try', async () => {
    const at = new Date(Date.now() + 600_000).toUTCString();
    const { wait } = await firstAnswer(503, { 'retry-after': at });
    expect(wait).toBeGreaterThan(590);
    expect(wait).toBeLessThan(602);
  });

  test('410 ends it', async () => {
    expect(await firstAnswer(410)).toMatchObject({ status: 'dead', attempts: 1 });
  });

  test('a redirect is a failure, and nothing is sent where it points', async () => {
    const inside = await startReceiver();
    const { status } = await firstAnswer(302, { location: inside.url });
    expect(status).toBe('pending');
    expect(inside.connections()).toBe(0);
  });
});

test('where private webhooks are not allowed, no connection is made and the delivery is dead', async () => {
  const { url, connections } = await startReceiver();
  await startTestWorker(db(), { config: { allowPrivateWebhooks: false } });
  const pause = await ask(db(), { webhookUrl: url.replace('http:', 'https:') });
  await answer(pause);
  await eventually(async () => {
    expect(await deliveriesOf(db(), pause)).toMatchObject([
      { status: 'dead', last_error: 'the URL must be a public address' },
    ]);
  });
  expect(connections()).toBe(0);
});

test('a receiver that hangs delays nobody else, however much is due to it', async () => {
  const developerId = crypto.randomUUID();
  const hanging = await startReceiver(() => {});
  const healthy = await startReceiver();
  const hung = await Promise.all(
    Array.from({ length: 400 }, () => ask(db(), { developerId, webhookUrl: hanging.url })),
  );
  await Promise.all(hung.map((pause) => answer(pause)));
  // Lease and timeout beyond the test's own: nothing that hangs gives up in time to make room.
  const config = { webhookTimeoutSeconds: 20, leaseSeconds: 60 };
  const worker = startTestWorker(db(), { config });
  await eventually(() => expect(hanging.received).toHaveLength(16));
  const others = await Promise.all(
    Array.from({ length: 20 }, () => ask(db(), { webhookUrl: healthy.url })),
  );
  for (const pause of others) await answer(pause);
  await eventually(() => expect(healthy.received).toHaveLength(20));
  expect(hanging.received).toHaveLength(16);
  // Let go before the worker ends, they would make room for others of their kind.
  const closed = (await worker).close();
  hanging.stop();
  await closed;
  // What was put back costs no try: only the sixteen that left have one.
  const [row] = await rows<{ count: number }>(
    db(),
    'select count(*)::int from delivery where developer_id = $1 and attempts > 0',
    [developerId],
  );
  expect(row?.count).toBe(16);
});

test('however many receivers of one developer hang, nobody else is delayed', async () => {
  const developerId = crypto.randomUUID();
  const hanging = await Promise.all(Array.from({ length: 20 }, () => startReceiver(() => {})));
  const healthy = await startReceiver();
  const hung = await Promise.all(
    hanging.flatMap(({ url }) =>
      Array.from({ length: 40 }, () => ask(db(), { developerId, webhookUrl: url })),
    ),
  );
  // One after the other: so many at once would only wait for each other's connection.
  for (const pause of hung) await answer(pause);
  const config = { webhookTimeoutSeconds: 20, leaseSeconds: 60 };
  const worker = await startTestWorker(db(), { config });
  await eventually(() => expect(hanging[0]!.received.length).toBeGreaterThan(0));
  const other = await ask(db(), { webhookUrl: healthy.url });
  await answer(other);
  await eventually(() => expect(healthy.received).toHaveLength(1));
  for (const receiver of hanging) receiver.stop();
  await worker.close();
});
