// The official client, as a model's program uses it: over every transport, in both eras of the protocol.
import { join } from 'node:path';
import {
  Client,
  InMemoryTransport,
  StreamableHTTPClientTransport,
  type ClientOptions,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { onTestFinished } from 'vitest';
import { createPausePointMcp, type PausePointMcpOptions } from '../index.ts';
import { url } from './world.ts';

/** `modern`: revision 2026-07-28, without a handshake. `legacy`: what came before. */
export type Era = 'modern' | 'legacy';
export type Door = 'stdio' | 'http';

export const ways: readonly (readonly [Door, Era])[] = [
  ['stdio', 'modern'],
  ['stdio', 'legacy'],
  ['http', 'modern'],
  ['http', 'legacy'],
];

const identity = { name: 'the-tests', version: '1.0.0' };

const optionsOf = (era: Era): ClientOptions =>
  era === 'modern' ? { versionNegotiation: { mode: 'auto' } } : {};

export const entry = join(import.meta.dirname, '../main.ts');

export const serverProcess = (key: string) => ({
  command: process.execPath,
  args: ['--conditions=@pausepoint/source', entry],
  env: { PAUSEPOINT_API_KEY: key, PAUSEPOINT_URL: url },
});

export async function connect(door: Door, era: Era, key: string): Promise<Client> {
  const client = new Client(identity, optionsOf(era));
  await client.connect(
    door === 'stdio'
      ? new StdioClientTransport(serverProcess(key))
      : new StreamableHTTPClientTransport(new URL('/mcp', url), {
          requestInit: { headers: { Authorization: `Bearer ${key}` } },
        }),
  );
  onTestFinished(() => client.close());
  return client;
}

/** In this process, for what depends on the clock or on the client's own fetch. */
export async function connectHere(
  key: string,
  given: Partial<PausePointMcpOptions> = {},
): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const create = createPausePointMcp({ apiKey: key, url, now: () => new Date(), ...given });
  const server = create();
  await server.connect(theirs);
  const client = new Client(identity);
  await client.connect(ours);
  onTestFinished(() => client.close());
  return client;
}

/** An answer of any shape: the tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export interface Called {
  readonly isError: boolean;
  readonly text: string;
  readonly json: Json;
}

export async function call(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>>,
  { meta, ...options }: Parameters<Client['callTool']>[1] & { readonly meta?: object } = {},
): Promise<Called> {
  const result = await client.callTool(
    { name, arguments: args, ...(meta && { _meta: meta as Record<string, unknown> }) },
    options,
  );
  const [block] = result.content;
  return {
    isError: result.isError ?? false,
    text: block?.type === 'text' ? block.text : '',
    json: result.structuredContent,
  };
}
