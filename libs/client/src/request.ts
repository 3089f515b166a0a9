// One request over fetch: bounded in time, abortable, tried again where that is safe.
import { errorOf, PausePointError } from './error.ts';

export interface ClientOptions {
  /** `pp_live_…` or `pp_test_…`. */
  readonly apiKey: string;
  /** Where the server is. Default: `http://localhost:3000`, where `npm start` serves. */
  readonly url?: string | undefined;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

export interface CallOptions {
  /** Stops waiting; the pause itself stays open. */
  readonly signal?: AbortSignal | undefined;
}

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | Date | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  /** How long the server may hold its answer. */
  readonly holdSeconds?: number | undefined;
  /** How often a call that may be repeated is tried again. Default 2. */
  readonly retries?: number | undefined;
  /** What to make of the answer's text. Default: the JSON in it. */
  readonly read?: ((text: string) => unknown) | undefined;
}

export type Send = <T>(call: Call) => Promise<T>;

const answerSeconds = 30;
const firstPauseSeconds = 0.25;
const longestPauseSeconds = 30;
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Every call we make may be repeated: reads, cancels, and creates by their idempotency key. */
export function sender(options: ClientOptions): Send {
  const { apiKey, url = 'http://localhost:3000', fetch = globalThis.fetch } = options;
  const base = url.replace(/\/+$/, '');

  return async <T>(call: Call): Promise<T> => {
    for (let failures = 0; ; failures++) {
      try {
        return (await once(call, { base, apiKey, fetch })) as T;
      } catch (error) {
        call.signal?.throwIfAborted();
        if (failures >= (call.retries ?? 2) || !isPassing(error)) throw error;
        await sleep(secondsBefore(error, failures), call.signal);
      }
    }
  };
}

async function once(
  call: Call,
  { base, apiKey, fetch }: { base: string; apiKey: string; fetch: typeof globalThis.fetch },
): Promise<unknown> {
  const deadline = AbortSignal.timeout((answerSeconds + (call.holdSeconds ?? 0)) * 1_000);
  const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
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
    signal,
  }).catch((cause: unknown) => {
    call.signal?.throwIfAborted();
    throw new PausePointError('unreachable', `No answer from ${base}: ${String(cause)}`, { cause });
  });
  if (!response.ok) throw await errorOf(response);
  try {
    return (call.read ?? JSON.parse)(await response.text()) as unknown;
  } catch (cause) {
    const { status } = response;
    throw new PausePointError('unreachable', 'The answer broke off or is no JSON', {
      status,
      cause,
    });
  }
}

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

function queryText(query: Call['query']): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    text.set(name, value instanceof Date ? value.toISOString() : String(value));
  }
  return text.size === 0 ? '' : `?${text.toString()}`;
}
