// What a `webhookUrl` of /api/pause is sent: its own words, signed like everything else.
import { watchBody } from '@pausepoint/contract';
import { createWebhook, defaultSecret, findPause } from '@pausepoint/store';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { startReceiver } from './testing/receiver.ts';
import { answer, ask, eventually, startTestWorker, useDatabase } from './testing/set-up.ts';

const db = useDatabase();

test('it is what reading it answers; endpoints hear of it as of every pause', async () => {
  const { url: base, received } = await startReceiver((_request, response) => void response.end());
  const of = { developerId: crypto.randomUUID(), mode: 'live', now: new Date() } as const;
  const endpoint = { url: `${base}/endpoint`, events: ['pause.responded'], secret: null } as const;
  await createWebhook(db(), { ...of, ...endpoint });
  await startTestWorker(db());
  const watch = { context: '{ "b": 1.0 }' };
  const pause = await ask(db(), { ...of, watch, webhookUrl: `${base}/own` });
  await answer(db(), pause);
  await eventually(async () => expect(received).toHaveLength(2));
  const own = received.find(({ url }) => url === '/own')!;
  expect(own.body).toBe(watchBody((await findPause(db(), { ...of, id: pause.id }))!));
  expect(JSON.parse(own.body)).toMatchObject({
    status: 'approved',
    agentContext: { context: { b: 1 } },
  });
  const verifier = new Webhook(await defaultSecret(db(), of));
  expect(() => verifier.verify(own.body, own.headers as Record<string, string>)).not.toThrow();
  const told = received.find(({ url }) => url === '/endpoint')!;
  expect(JSON.parse(told.body)).toMatchObject({
    type: 'pause.responded',
    data: { choice: 'Approve' },
  });
});
