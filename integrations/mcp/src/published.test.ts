// What is published, started as each client's configuration says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { call } from './testing/clients.ts';
import { pack, type Packed } from './testing/packed.ts';
import { question, register, tap, url } from './testing/world.ts';

let packed: Packed;
beforeAll(async () => {
  packed = await pack();
}, 180_000);
afterAll(() => packed.remove());

test('holds the program, its types, and no test', () => {
  expect(packed.files).toEqual(
    expect.arrayContaining(['dist/main.js', 'dist/index.d.ts', 'README.md', 'LICENSE']),
  );
  expect(packed.files.filter((path) => /test|\.ts$(?<!\.d\.ts)/.test(path))).toEqual([]);
});

interface Entry {
  readonly type?: string;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Configuration {
  readonly inputs?: readonly { readonly id: string; readonly password: boolean }[];
  /** VS Code alone calls them so. */
  readonly servers?: Readonly<Record<string, Entry>>;
  readonly mcpServers?: Readonly<Record<string, Entry>>;
}

const configs = join(import.meta.dirname, '../configs');

/** As the clients fill in what a person is asked for or has in the environment. */
function filledIn(file: string, key: string): Configuration {
  const text = readFileSync(join(configs, file), 'utf8')
    .replaceAll('${PAUSEPOINT_URL:-http://localhost:3000}', url)
    .replaceAll('http://localhost:3000', url)
    .replaceAll(/\$\{(env:)?PAUSEPOINT_API_KEY\}|\$\{input:pausepoint-api-key\}|pp_test_…/g, key);
  expect(text).not.toContain('${');
  return JSON.parse(text) as Configuration;
}

describe.each(readdirSync(configs))('configs/%s', (file) => {
  test('is what its client reads, and gives it the tools', async () => {
    const { live: key } = await register();
    const { inputs, servers, mcpServers } = filledIn(file, key);
    expect(servers === undefined).toBe(!file.startsWith('vscode'));
    expect(inputs?.every(({ password }) => password) ?? true).toBe(true);
    const entry = (servers ?? mcpServers)!['pausepoint']!;
    const client = new Client({ name: file, version: '1' });
    await client.connect(transportOf(entry));
    onTestFinished(() => client.close());
    const { json } = await call(client, 'create_pause_request', question);
    const { pause_id } = json as { pause_id: string };
    await tap(key, pause_id, 'Approve');
    expect((await call(client, 'poll_pause_request', { pause_id })).json).toMatchObject({
      human_decided: true,
      response_choice: 'Approve',
    });
  });
});

function transportOf({ command, args, env, url: address, headers }: Entry) {
  if (address !== undefined) {
    return new StreamableHTTPClientTransport(new URL(address), {
      requestInit: { headers: headers! },
    });
  }
  // What npx would fetch is not published yet: its place takes what would be.
  expect([command, ...args!]).toEqual(['npx', '-y', '@pausepoint/mcp']);
  return new StdioClientTransport({
    command: process.execPath,
    args: [packed.program],
    env: { ...env },
  });
}

describe('the program', () => {
  const start = (env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, [packed.program], { env });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, said, ended: once(child, 'close') };
  };

  test.each([
    [{}, 'is not set'],
    [{ PAUSEPOINT_API_KEY: '' }, 'is not set'],
    [{ PAUSEPOINT_API_KEY: '${PAUSEPOINT_API_KEY}' }, 'holds no API key'],
  ])('without a key says what is missing, and nothing to the protocol: %#', async (env, words) => {
    const { said, ended } = start(env);
    expect((await ended)[0]).toBe(1);
    expect(said.stdout).toBe('');
    expect(said.stderr).toContain(`PAUSEPOINT_API_KEY ${words}`);
    expect(said.stderr).toContain('PAUSEPOINT_URL');
  });

  test.each(['localhost:3000', '${PAUSEPOINT_URL}', 'https://ada:hunter2@example.com'])(
    'does not start with an address that is none, and never tells its password: %s',
    async (address) => {
      const { said, ended } = start({ PAUSEPOINT_API_KEY: 'pp_test_key', PAUSEPOINT_URL: address });
      expect((await ended)[0]).toBe(1);
      expect(said.stdout).toBe('');
      expect(said.stderr).toContain('PAUSEPOINT_URL is no http(s) address');
      expect(said.stderr).not.toContain('hunter2');
    },
  );

  test('ends with its input, though a human has not answered yet', async () => {
    const { live: key } = await register();
    const env = { PAUSEPOINT_API_KEY: key, PAUSEPOINT_URL: url };
    const { child, said, ended } = start(env);
    const send = (id: number, name: string, args: object): void => {
      const params = { name, arguments: args };
      child.stdin.write(
        `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params })}\n`,
      );
    };
    child.stdin.write('this is no message\n');
    send(1, 'create_pause_request', question);
    await expect.poll(() => said.stdout).toContain('\n');
    const answer = JSON.parse(said.stdout) as {
      result: { structuredContent: { pause_id: string } };
    };
    send(2, 'list_pause_requests', {});
    const { pause_id } = answer.result.structuredContent;
    send(3, 'poll_pause_request', { pause_id, wait_seconds: 50 });
    await expect.poll(() => said.stdout.split('\n').length).toBeGreaterThan(2);
    child.stdin.end();
    expect((await ended)[0]).toBe(0);
    for (const line of said.stdout.trim().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    }
    expect(said.stderr).not.toContain('no message');
    expect(said.stderr).not.toContain(key);
  });
});
