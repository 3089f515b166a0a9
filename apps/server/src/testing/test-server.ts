// A real server on a free port over a database of its own, and a client to ask it with.
import { noChannels, type OpenChannels } from '@pausepoint/channels';
import { createLog, createMetrics, createSignals, type Signals } from '@pausepoint/runtime';
import type { Store } from '@pausepoint/store';
import { testStore } from '@pausepoint/store/testing';
import { readServerConfig, type ServerConfig } from '../config.ts';
import type { Route } from '../router.ts';
import { startServer } from '../start-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. Loosely typed: these are the tests' own expectations. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export interface Ask {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly signals: Signals;
  /** Everything the server has logged so far. */
  readonly log: () => string;
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

interface Given extends Partial<Omit<ServerConfig, 'channels'>> {
  /** Share another server's database; it stays open when this server closes. */
  readonly beside?: TestServer;
  /** What is set up; nothing unless told. */
  readonly channels?: Partial<OpenChannels>;
  /** What is served instead of everything. */
  readonly routes?: readonly Route[];
  /** The server's clock; the database keeps its own. */
  readonly now?: () => Date;
}

export async function testServer({
  beside,
  channels,
  routes,
  now = () => new Date(),
  ...given
}: Given = {}): Promise<TestServer> {
  const store = beside?.store ?? (await testStore());
  const config = {
    ...readServerConfig({ PORT: '0', RATE_LIMIT_PER_MINUTE: '0', READ_LIMIT_PER_MINUTE: '0' }),
    ...given,
  };
  const lines: string[] = [];
  const log = createLog({ level: 'debug', stream: { write: (line) => void lines.push(line) } });
  const signals = createSignals();
  const metrics = createMetrics();
  const server = await startServer(
    {
      ...{ config, store, signals, log, metrics, now },
      channels: { ...noChannels, ...channels },
    },
    routes,
  );
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    port: server.port,
    store,
    signals,
    log: () => lines.join(''),
    ask: (method, path, ask = {}) => askServer(url, method, path, ask),
    async close() {
      await server.close();
      if (!beside) await store.close();
    },
  };
}

async function askServer(url: string, method: string, path: string, ask: Ask): Promise<Answer> {
  const { key, body, headers = {}, signal } = ask;
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
  const json: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}
