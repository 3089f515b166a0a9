// The test of an endpoint leaves once, signed, in the envelope of every webhook, whatever is answered.
import { createWebhook, findDelivery, redeliver, testWebhook } from '@pausepoint/store';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import { eventually, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();

test('a test is signed like any webhook, about no pause, and never tried again by itself', async () => {
  const { url, received } = await startReceiver((_request, response) => {
    response.writeHead(503).end('asleep');
  });
  await startTestWorker(db());
  const scope = { developerId: crypto.randomUUID(), mode: 'live', now: new Date() } as const;
  const secret = 'a secret of our own';
  const wanted = { ...scope, url, secret, events: ['pause.responded'] as const };
  const { webhook } = await createWebhook(db(), wanted);
  const of = { ...scope, id: (await testWebhook(db(), webhook))!, pauseId: webhook.id };
  await eventually(async () =>
    expect(await findDelivery(db(), of)).toMatchObject({
      ...{ status: 'dead', nextAttemptAt: null, eventType: 'webhook.test' },
      attempts: [{ statusCode: 503, response: 'asleep' }],
    }),
  );
  const { body, headers } = received[0]!;
  expect(JSON.parse(body)).toMatchObject({
    ...{ id: headers['webhook-id'], type: 'webhook.test', event: 'webhook.test', mode: 'live' },
    ...{ pause_id: null, data: { webhook_id: `whk_${webhook.id}` } },
  });
  const library = new Webhook(secret, { format: 'raw' });
  expect(() => library.verify(body, headers as Record<string, string>)).not.toThrow();
  await redeliver(db(), of);
  await eventually(() => expect(received).toHaveLength(2));
  expect(received[1]).toMatchObject({ body, headers: { 'webhook-id': headers['webhook-id'] } });
});
