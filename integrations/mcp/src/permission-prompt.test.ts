// Claude Code's permission prompt: a human's Allow lets the very input through, all else nothing.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { PauseList } from 'pausepoint';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call, connect, serverProcess } from './testing/clients.ts';
import { ask, register, tap, url } from './testing/world.ts';

const input = { command: 'git push', nested: { kept: [1, null, 'ü'] } };
const request = { tool_name: 'Bash', input, tool_use_id: 'toolu_1' };

async function start(key: string, query = 'recipient=ada@example.com', at = url): Promise<Client> {
  const { args, env, ...rest } = serverProcess(key);
  const client = new Client({ name: 'claude-code', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      ...{ ...rest, args: [...args, '--permission-prompt', query] },
      env: { ...env, PAUSEPOINT_URL: at },
    }),
  );
  onTestFinished(() => client.close());
  return client;
}

const decision = async (client: Client, args: Readonly<Record<string, unknown>> = request) =>
  JSON.parse((await call(client, 'permission_prompt', args)).text) as unknown;

async function asked(key: string): Promise<string> {
  let open: PauseList['data'] = [];
  const read = async () =>
    (open = ((await ask('GET', '/v1/pause?status=pending', { key })) as PauseList).data).length;
  await expect.poll(read, { timeout: 40_000 }).toBe(1);
  return open[0]!.pause_id;
}

test('it is one of the tools only where somebody asked for it, and never over HTTP', async () => {
  const { test: key } = await register();
  const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
  expect(await names(await start(key))).toContain('permission_prompt');
  for (const door of ['stdio', 'http'] as const) {
    const client = await connect(door, 'legacy', key);
    expect(await names(client)).not.toContain('permission_prompt');
  }
});

test('allowed by a human, the call goes on with exactly its input', async () => {
  const { test: key } = await register();
  const client = await start(key);
  const waiting = decision(client);
  await tap(key, await asked(key), 'Allow');
  expect(await waiting).toEqual({ behavior: 'allow', updatedInput: input });
});

test('denied by a human, it does not, and the model hears why', async () => {
  const { test: key } = await register();
  const client = await start(key);
  const waiting = decision(client);
  await tap(key, await asked(key), 'Deny', 'not today');
  expect(await waiting).toEqual({
    behavior: 'deny',
    message: expect.stringContaining('not today') as string,
  });
});

test('a call that is given up takes its question back', async () => {
  const { test: key } = await register();
  const client = await start(key);
  const gone = new AbortController();
  const waiting = call(client, 'permission_prompt', request, { signal: gone.signal });
  const id = await asked(key);
  gone.abort();
  await expect(waiting).rejects.toThrow();
  const status = async () =>
    ((await ask('GET', `/v1/pause/${id}`, { key })) as { status: string }).status;
  await expect.poll(status, { timeout: 40_000 }).toBe('cancelled');
});

describe('denied without anybody’s Allow', () => {
  const say =
    (status: number, text: string): RequestListener =>
    (_, response) =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
  const allow = (event: string) =>
    JSON.stringify({
      hookSpecificOutput: {
        ...{ hookEventName: event, permissionDecision: 'allow', permissionDecisionReason: 'x' },
      },
    });
  test.each<readonly [string, RequestListener]>([
    ['an empty answer', say(200, '')],
    ['no decision', say(200, '{}')],
    ['another event’s answer', say(200, allow('PostToolUse'))],
    ['an answer with another status', say(203, allow('PreToolUse'))],
    ['a redirect', (_, response) => void response.writeHead(302, { Location: '/x' }).end()],
    ['a problem', say(401, '{"code":"api_key_invalid"}')],
    [
      'half an answer',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': 900 }).write(allow('PreToolUse'));
        response.destroy();
      },
    ],
  ])('%s', async (_, listener) => {
    const stranger = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => void stranger.close());
    const at = await new Promise<string>((resolve) =>
      stranger.once('listening', () =>
        resolve(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}`),
      ),
    );
    const client = await start(`pp_test_${'x'.repeat(48)}`, '', at);
    expect(await decision(client)).toMatchObject({ behavior: 'deny' });
  });

  test('a server that is not there', async () => {
    const client = await start(`pp_test_${'x'.repeat(48)}`, '', 'http://127.0.0.1:9');
    expect(await decision(client)).toEqual({
      behavior: 'deny',
      message: expect.stringContaining('could not be asked') as string,
    });
  });
});
