// What a webhook said once it says on every try, whatever has changed around it since.
import {
  createWebhook,
  listDeliveries,
  redeliver,
  rotateDefaultSecret,
  rotateWebhookSecret,
  updateWebhook,
} from '@pausepoint/store';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { startReceiver, type Received } from './testing/receiver.ts';
import {
  answer,
  ask,
  eventually,
  makeDue,
  rows,
  startTestWorker,
  useDatabase,
} from './testing/set-up.ts';

const db = useDatabase();

test('over rotated secrets, another URL, a renamed developer and a redelivery the bytes stay', async () => {
  let well = false;
  const { url, received } = await startReceiver((_request, response) => {
    // None follows by itself while things change.
    response.writeHead(well ? 200 : 500, { 'retry-after': '3600' }).end();
  });
  const developerId = crypto.randomUUID();
  const of = { developerId, mode: 'live', now: new Date() } as const;
  await rows(
    db(),
    `insert into developer (id, name, plan, created_at) values ($1, 'Ada', 'free', now())`,
    [developerId],
  );
  const wanted = { ...of, url: `${url}/endpoint`, secret: 'the first of our own' } as const;
  const { webhook } = await createWebhook(db(), { ...wanted, events: ['pause.responded'] });
  await startTestWorker(db());
  const metadata = '{ "b": 1.0, "a": "\\u00e9" }';
  const pause = await ask(db(), { developerId, metadata, webhookUrl: `${url}/own` });
  await answer(db(), pause);
  const sent = () => listDeliveries(db(), { ...of, limit: 10 });
  const tried = (times: number) =>
    eventually(async () => {
      expect((await sent()).map(({ attempts }) => attempts.length)).toEqual([times, times]);
    });
  await tried(1);

  const fresh = await rotateWebhookSecret(db(), { ...of, id: webhook.id, secret: null });
  await rotateDefaultSecret(db(), of);
  await updateWebhook(db(), {
    ...of,
    id: webhook.id,
    url: `${url}/elsewhere`,
    events: ['pause.cancelled'],
  });
  await rows(db(), `update developer set name = 'Grace' where id = $1`, [developerId]);
  await makeDue(db(), pause);
  await tried(2);

  well = true;
  for (const { id } of await sent()) await redeliver(db(), { ...of, id });
  await tried(3);
  expect((await sent()).map(({ status }) => status)).toEqual(['delivered', 'delivered']);

  expect(pathsOf(received)).toEqual([
    '/elsewhere',
    '/elsewhere',
    '/endpoint',
    '/own',
    '/own',
    '/own',
  ]);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(received[0]!.body).toContain(metadata);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  // The receiver that was not told of the rotation yet, and the one that was.
  const last = received.findLast((one) => one.url === '/elsewhere')!;
  for (const library of [
    new Webhook('the first of our own', { format: 'raw' }),
    new Webhook(fresh!.secret!),
  ]) {
    expect(() => library.verify(last.body, last.headers as Record<string, string>)).not.toThrow();
  }
});

const pathsOf = (received: readonly Received[]): string[] =>
  received.map(({ url }) => url).toSorted();
