// A wire of the landing page: one process asks and ends, another is woken by the webhook, minutes or days later.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { answer, askJson, nextQuestion, postJson, register, withKey } from './human.ts';
import { runProgram } from './program.ts';

const secret = 'a secret of the finance team’s';
const patience = { timeout: 60_000 };

let service: Service;
let apiKey: string;
let env: Record<string, string>;
let stop: () => void = () => undefined;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(async () => {
  apiKey = await register(service.url);
  const port = String(await freePort());
  env = {
    DATABASE_URL: process.env['TEST_DATABASE_URL']!,
    DATABASE_SCHEMA: `finance_${randomUUID().replaceAll('-', '')}`,
    PAUSEPOINT_WEBHOOK_SECRET: secret,
    PORT: port,
  };
  const url = `http://127.0.0.1:${port}/`;
  const settled = ['pause.responded', 'pause.timed_out', 'pause.cancelled'];
  const events = [...settled, 'pause.notification_failed'];
  await askJson(`${service.url}/v1/webhooks`, postJson({ url, secret, events }, apiKey));
});
afterEach(() => stop());

const prepare = () => runProgram('finance/1-prepare.ts', { url: service.url, apiKey, env });

/** Its tables are there then: LangGraph's checkpointer does not set them up twice at once. @returns what it has printed so far */
async function hear(): Promise<() => string> {
  const child = spawn(process.execPath, ['--conditions=@pausepoint/source', 'finance/2-hear.ts'], {
    cwd: join(import.meta.dirname, '../../examples'),
    env: { ...process.env, ...env, PAUSEPOINT_URL: service.url, PAUSEPOINT_API_KEY: apiKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  stop = () => child.kill('SIGKILL');
  await vi.waitFor(() => expect(said).toContain('listening on'), patience);
  return () => said;
}

test('the CFO approves while no process runs; the next one wires, once', async () => {
  expect(await prepare()).toBe('The CFO was asked. No money has moved.\n');
  const pause = await nextQuestion(service.url, apiKey);
  expect(pause).toMatchObject({
    message: 'Wire $8,400 to Meridian Supplies?',
    timeout_default: 'Reject',
  });
  await answer(service.url, pause, 'Approve');
  const said = await hear();
  await vi.waitFor(() => expect(said()).toContain('Wired $8,400 to Meridian Supplies.'), patience);
  await vi.waitFor(() => expect(said()).toContain('A webhook came: resumed'), patience);
  const { data } = await askJson(`${service.url}/v1/deliveries`, withKey(apiKey));
  const again = { method: 'POST', ...withKey(apiKey) };
  await askJson(`${service.url}/v1/deliveries/${data[0].delivery_id}/redeliver`, again);
  await vi.waitFor(() => expect(said()).toContain('A webhook came: done'), patience);
  expect(said().match(/Wired/g)).toHaveLength(1);
}, 120_000);

test('the CFO rejects it, and nothing is wired', async () => {
  const said = await hear();
  await prepare();
  await answer(service.url, await nextQuestion(service.url, apiKey), 'Reject');
  await vi.waitFor(() => expect(said()).toContain('A human answered: "Reject".'), patience);
  expect(said()).not.toContain('Wired');
}, 120_000);

test('the CFO is silent: nothing is wired, and nobody is said to have rejected it', async () => {
  env = { ...env, ANSWER_WITHIN_SECONDS: '1' };
  const said = await hear();
  await prepare();
  const silence = 'Nothing was wired. No human answered: nobody answered in time.';
  await vi.waitFor(() => expect(said()).toContain(silence), patience);
  expect(said()).not.toMatch(/Wired|Reject/);
}, 120_000);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
