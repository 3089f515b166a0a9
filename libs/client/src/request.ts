// One request over fetch: bounded in time, abortable, tried again where that is safe.
import { connectionOf } from './connection-of.ts';
import { errorOf, PausePointError } from './error.ts';

export interface ClientOptions {
  /** `pp_live_…` or `pp_test_…`. Default: what `PAUSEPOINT_API_KEY` in the environment says. */
  readonly apiKey?: string | undefined;
  /**
   * Where the server is. Default: what `PAUSEPOINT_URL` says where the key comes from the environment
   * too, else `http://localhost:3000`, where `npm start` serves.
   */
  readonly url?: string | undefined;
  /** How long to wait for one answer, beyond what the server was asked to hold it. Default 30. */
  readonly timeoutSeconds?: number | undefined;
  /** How often a call is tried again, with growing pauses; a wait forgives more. Default 2. */
  readonly maxRetries?: number | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export interface CallOptions {
  /** Stops waiting; the pause itself stays open. */
  readonly signal?: AbortSignal | undefined;
}

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: object | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  /** How long the server may hold its answer. */
  readonly holdSeconds?: number | undefined;
  /** How often it is tried again, whatever the client's `maxRetries`. */
  readonly retries?: number | undefined;
  /** What to make of the answer. Default: the JSON in it. */
  readonly read?: ((response: Response) => unknown) | undefined;
}

export type Send = <T>(call: Call) => Promise<T>;

const firstPauseSeconds = 0.25;
const longestPauseSeconds = 30;
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

interface Server {
  readonly base: string;
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutSeconds: number;
}

/** A call is repeated unless it says `retries: 0`: reads, cancels, creates by their idempotency key. */
export function sender(options: ClientOptions): Send {
  const { fetch = globalThis.fetch, timeoutSeconds = 30, maxRetries = 2 } = options;
  const { apiKey, url } = connectionOf(options);
  const server = { base: url.replace(/\/+$/, ''), apiKey, fetch, timeoutSeconds };

  return async <T>(call: Call): Promise<T> => {
    for (let failures = 0; ; failures++) {
      try {
        return (await once(call, server)) as T;
      } catch (error) {
        call.signal?.throwIfAborted();
        if (failures >= (call.retries ?? maxRetries) || !isPassing(error)) throw error;
        await sleep(secondsBefore(error, failures), call.signal);
      }
    }
  };
}

async function once(call: Call, server: Server): Promise<unknown> {
  call.signal?.throwIfAborted();
  const deadline = new AbortController();
  const seconds = server.timeoutSeconds + (call.holdSeconds ?? 0);
  const timer = setTimeout(
    () => deadline.abort(new DOMException(`No answer within ${seconds} s`, 'TimeoutError')),
    seconds * 1_000,
  );
  try {
    return await exchange(call, server, deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(call: Call, { base, apiKey, fetch }: Server, deadline: AbortSignal) {
  const response = await fetch(base + call.path + queryText(call.query), {
    method: call.method,
    headers: {
      Authorization: `Bearer ${apiKey}`,
      Accept: 'application/json',
      ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    // A key must never follow a redirect to somewhere else.
    redirect: 'manual',
    signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
  }).catch((cause: unknown) => {
    call.signal?.throwIfAborted();
    throw new PausePointError('unreachable', `No answer from ${base}: ${reasonOf(cause)}`, {
      cause,
    });
  });
  if (!response.ok) throw await errorOf(response);
  try {
    return await (call.read ?? readJson)(response);
  } catch (cause) {
    const { status } = response;
    throw new PausePointError('unreachable', 'The answer broke off or is no JSON', {
      status,
      cause,
    });
  }
}

/** Node.js says “fetch failed”, and below that why: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  return String(cause?.code ?? cause?.message ?? error);
}

const readJson = (response: Response): Promise<unknown> => response.json();

/** Whether the same call may well succeed in a moment. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof PausePointError)) return false;
  if (error.code === 'channel_unavailable') return false;
  return error.code === 'unreachable' || passing.has(error.status ?? 0);
}

function secondsBefore(error: unknown, failures: number): number {
  const wished = error instanceof PausePointError ? (error.retryAfterSeconds ?? 0) : 0;
  const spread = firstPauseSeconds * 2 ** failures * (0.5 + Math.random());
  return Math.min(Math.max(wished, spread), longestPauseSeconds);
}

export function sleep(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1_000);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function queryText(query: Call['query'] = {}): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [
    string,
    string | number | Date | undefined,
  ][]) {
    if (value === undefined) continue;
    text.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return text.size === 0 ? '' : `?${text.toString()}`;
}
