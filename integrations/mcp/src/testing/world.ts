// The people around a model: a developer with keys, and the human who is asked, by the public API.
import { randomUUID } from 'node:crypto';
import type { Pause, PauseList } from 'pausepoint';

/** Where the tests' PausePoint is, found as any program finds it. */
export const url = process.env['PAUSEPOINT_URL']!;

/** An answer of any shape: the tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export async function ask(
  method: string,
  path: string,
  given: { readonly key?: string; readonly body?: unknown } = {},
): Promise<Json> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(given.key && { Authorization: `Bearer ${given.key}` }),
      ...(given.body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(given.body !== undefined && { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

export interface Developer {
  readonly live: string;
  readonly test: string;
}

export async function register(): Promise<Developer> {
  const body = {
    email: `${randomUUID()}@example.com`,
    name: 'Acme Corp',
    password: 'a long enough password',
  };
  const { api_key, test_api_key } = (await ask('POST', '/v1/auth/register', { body })) as Record<
    'api_key' | 'test_api_key',
    string
  >;
  return { live: api_key, test: test_api_key };
}

/** What a model sends when it is told what the landing page says. */
export const question = {
  recipient: '+1 (312) 847-1928',
  channel: 'sms',
  message: 'Approve the $500 transfer?',
  options: ['Approve', 'Reject'],
  timeout_default: 'Reject',
  timeout_hours: 2,
};

export const readPause = (key: string, id: string): Promise<Json> =>
  ask('GET', `/v1/pause/${id}`, { key });

/** The human taps. */
export async function tap(key: string, id: string, choice: string, text?: string): Promise<void> {
  const { respond_url } = (await readPause(key, id)) as Pause;
  const token = respond_url.split('/').at(-1)!;
  const body = { choice, ...(text !== undefined && { text }) };
  await ask('POST', `/v1/respond/${token}`, { body });
}

export async function countPauses(key: string): Promise<number> {
  const { data } = (await ask('GET', '/v1/pause?limit=100', { key })) as PauseList;
  return data.length;
}
