// The receivers of the documentation: they believe only us, only now, and act only once.
import { signWebhook } from '@pausepoint/core';
import {
  missingForReceiver,
  receiverPrograms,
  startReceiver,
  type Receiver,
  type ReceiverProgram,
} from '@pausepoint/examples/run-receiver';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { answer, askJson, postJson, register, withdraw, withKey } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { storyUnless } from './story.ts';
import {
  openWebhookWire,
  send,
  type Message,
  type Passed,
  type WebhookWire,
} from './webhook-wire.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const question = { recipient: '+15550100', channel: 'sms', message: 'Wire $8,400?' };
const options = ['Approve', 'Reject'];

/**
 * A receiver that believes `secret`, on a wire that shows what it is told.
 * @returns what it had done by its end
 */
async function receiving(
  program: ReceiverProgram,
  secret: string,
  go: (wire: WebhookWire, receiver: Receiver) => Promise<void>,
) {
  const receiver = await startReceiver(program, secret);
  const wire = await openWebhookWire(receiver.url);
  try {
    await go(wire, receiver);
  } finally {
    await Promise.all([wire.close(), receiver.stop()]);
  }
  return receiver.acted();
}

/** Waits until so many webhooks have passed. */
async function told({ passed }: WebhookWire, count: number) {
  await vi.waitFor(() => expect(passed).toHaveLength(count), 60_000);
  return passed.at(-1)!;
}

async function developer() {
  const apiKey = await register(service.url);
  const call = (path: string, body?: object) =>
    askJson(`${service.url}${path}`, body ? postJson(body, apiKey) : withKey(apiKey));
  const ask = (more: object) => call('/v1/pause', { ...question, options, ...more });
  return { apiKey, call, ask };
}

const tell = (program: ReceiverProgram, promise: string, run: () => Promise<void>) =>
  storyUnless(missingForReceiver(program), `webhooks/${program}: ${promise}`, run);

describe.concurrent.each(receiverPrograms)('%s', (program) => {
  tell(program, 'acts on each decision once, over a rotation of the secret', async () => {
    const { apiKey, call, ask } = await developer();
    const { secret } = await call('/v1/webhooks/default-secret');
    const ids: string[] = [];
    const acted = await receiving(program, secret, async (wire, { url, output }) => {
      const approved = await ask({ webhook_url: wire.url });
      await answer(service.url, approved, 'Approve');
      expect((await told(wire, 1)).status).toBe(200);

      await call('/v1/webhooks/default-secret/rotate', {});
      const rejected = await ask({ webhook_url: wire.url });
      await answer(service.url, rejected, 'Reject');
      const { headers, status } = await told(wire, 2);
      expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
      expect(status).toBe(200);

      const withdrawn = await ask({ webhook_url: wire.url });
      await withdraw(service.url, apiKey, withdrawn.pause_id);
      expect((await told(wire, 3)).status).toBe(200);

      // What a lost answer brings about: the same again.
      const again = wire.passed.map((message) => send(url, message));
      expect(await Promise.all(again)).toEqual([200, 200, 200]);
      expect(output()).not.toContain(secret.slice('whsec_'.length));
      ids.push(approved.pause_id, rejected.pause_id, withdrawn.pause_id);
    });
    expect(acted).toEqual([
      `pause.responded ${ids[0]!} go`,
      `pause.responded ${ids[1]!} stop`,
      `pause.cancelled ${ids[2]!} stop`,
    ]);
  });

  tell(program, 'refuses what is altered, late, foreign or unsigned', async () => {
    const secret = 'un secreto de los míos';
    const { call, ask } = await developer();
    const pause = await ask({});
    const acted = await receiving(program, secret, async (wire, { url }) => {
      await call('/v1/webhooks', { url: wire.url, events: ['pause.responded'], secret });
      await answer(service.url, pause, 'Reject');
      const ours = await told(wire, 1);
      expect(ours.status).toBe(200);

      for (const [what, message] of Object.entries(forgeriesOf(ours, secret))) {
        expect([what, await send(url, message)]).toEqual([what, 400]);
      }
      // A little late, or signed with another secret too, is as good as any.
      for (const secrets of [[secret], [secret, stranger], [stranger, secret]]) {
        expect(await send(url, signed(another(ours), secondsAgo(280), secrets))).toBe(200);
      }
      // A test of the endpoint is taken, and decides nothing.
      const ping = { ...another(ours), body: pingBody };
      expect(await send(url, signed(ping, secondsAgo(0), [secret]))).toBe(200);
      // Tries of one event that overlap.
      const event = another(ours);
      const tries = [0, 1, 2, 3, 4].map((age) =>
        send(url, signed(event, secondsAgo(age), [secret])),
      );
      expect(await Promise.all(tries)).toEqual([200, 200, 200, 200, 200]);
    });
    expect(acted).toEqual(Array(5).fill(`pause.responded ${pause.pause_id} stop`));
  });
});

/** What whoever has read our message on its way, or has none of our secrets, could send. */
function forgeriesOf(ours: Passed, secret: string): Record<string, Message> {
  const { body, headers } = ours;
  const but = (name: string, value: string) => ({ body, headers: { ...headers, [name]: value } });
  const cutShort = headers['webhook-signature']!.slice(0, 9);
  return {
    'another choice': { headers, body: body.toString().replace('"Reject"', '"Approve"') },
    'a character more': { headers, body: `${body.toString()} ` },
    'nothing at all': { headers, body: '' },
    'another id': but('webhook-id', another(ours).id),
    'another time': but('webhook-timestamp', String(Math.floor(Date.now() / 1_000) - 60)),
    'a time that is none': but('webhook-timestamp', 'now'),
    'no id': but('webhook-id', ''),
    'no time': but('webhook-timestamp', ''),
    'no signature': but('webhook-signature', ''),
    'another version': but('webhook-signature', headers['webhook-signature']!.replace('v1', 'v2')),
    'a signature cut short': but('webhook-signature', cutShort),
    'five minutes late': signed(another(ours), secondsAgo(301), [secret]),
    'five minutes early': signed(another(ours), secondsAgo(-330), [secret]),
    'a stranger’s secret': signed(another(ours), secondsAgo(0), [stranger]),
    'no secret': signed(another(ours), secondsAgo(0), ['']),
  };
}

const pingBody =
  '{"id":"evt_1","type":"webhook.test","event":"webhook.test","pause_id":null,"data":{"webhook_id":"whk_1"}}';

const stranger = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

/** Another event with the same words, as if that had happened too. */
function another({ body, headers }: Passed) {
  const id = `evt_${randomUUID()}`;
  return { id, headers, body: body.toString().replace(/evt_[-0-9a-f]{36}/, id) };
}

const signed = (event: ReturnType<typeof another>, at: Date, secrets: string[]): Message => ({
  body: event.body,
  headers: { ...event.headers, ...signWebhook({ ...event, at, secrets }) },
});

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);
