// What the READMEs show of the client, run as it stands: examples/sdk.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pausepoint } from 'pausepoint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watch } from './command.ts';
import { answer, nextQuestion, register } from './human.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function reader(more: Readonly<Record<string, string>> = {}) {
  const apiKey = await register(service.url);
  const env = {
    ...{ ...process.env, ...more, FORCE_COLOR: '0' },
    ...{ PAUSEPOINT_URL: service.url, PAUSEPOINT_API_KEY: apiKey },
  };
  const run = (snippet: string, ...args: readonly string[]) => {
    const file = join(import.meta.dirname, '../../examples/sdk', snippet);
    const node = ['--conditions=@pausepoint/source', file, ...args];
    return watch(spawn(process.execPath, node, { env }));
  };
  const tap = async (choice: string) =>
    answer(service.url, await nextQuestion(service.url, apiKey), choice);
  return { apiKey, run, tap, client: pausepoint({ apiKey, url: service.url }) };
}

describe.concurrent('the client’s examples', () => {
  test.each([
    ['ask.ts', 'Approve', 'wired\n'],
    ['ask.ts', 'Reject', ''],
    ['tool-call.ts', 'Approve', 'wired 8400 to Meridian\n'],
    ['tool-call.ts', 'Reject', 'A human rejected this call of wire. It did not run.\n'],
  ])('%s, answered with %s, says %j', async (snippet, choice, says) => {
    const { run, tap } = await reader();
    const running = run(snippet);
    await tap(choice);
    expect(await running.ended).toEqual({ code: 0, out: says, err: '' });
  });

  test('feed.ts goes on where it stopped', async () => {
    const { run, tap, client } = await reader();
    const { next_cursor } = await client.events.list();
    const question = { recipient: '+15550100', channel: 'sms', message: 'Go?' } as const;
    const pause = await client.pauses.create({ ...question, options: ['Yes', 'No'] });
    await tap('Yes');
    await client.pauses.wait(pause.pause_id);
    const running = run('feed.ts', next_cursor);
    await running.says('pause.responded Yes');
    running.child.kill();
    await running.ended;
  });

  test('webhook-endpoint.ts makes an endpoint and hears of its test', async () => {
    const receiver = createServer(
      (request, response) => void request.resume().on('end', () => response.end()),
    );
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    const { port } = receiver.address() as AddressInfo;
    const { run, client } = await reader();
    const { out, err } = await run('webhook-endpoint.ts', `http://127.0.0.1:${port}/`).ended;
    expect([out, err]).toEqual(['whsec_\ndelivered\n', '']);
    for await (const { webhook_id } of client.webhooks.iterate()) {
      await client.webhooks.delete(webhook_id);
    }
    expect((await client.webhooks.list()).data).toEqual([]);
    receiver.close();
  });

  test('check-record.ts proves the log', async () => {
    const keys = await (await fetch(`${service.url}/.well-known/jwks.json`)).text();
    const { run, tap, client } = await reader({ PINNED_KEYS: keys });
    const question = { recipient: '+15550100', channel: 'sms', message: 'Go?' } as const;
    const pause = await client.pauses.create({ ...question, options: ['Yes', 'No'] });
    await tap('Yes');
    await client.pauses.receipt(pause.pause_id);
    expect(await run('check-record.ts', pause.pause_id).ended).toMatchObject({
      ...{ code: 0, out: 'proven null Yes\n', err: '' },
    });
  });
});
