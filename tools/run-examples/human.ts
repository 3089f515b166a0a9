// Plays the developer who registers and the human who answers, through the public API.
import { randomUUID } from 'node:crypto';

/** An answer of any shape: the tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export async function askJson(url: string, init: RequestInit = {}): Promise<Json> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** A JSON POST with a key. */
export const postJson = (body: unknown, apiKey: string): RequestInit => {
  const { headers, ...rest } = post(body);
  return { ...rest, headers: { ...headers, ...withKey(apiKey).headers } };
};

export const withKey = (apiKey: string): RequestInit => ({
  headers: { Authorization: `Bearer ${apiKey}` },
});

/** @returns the new developer's live key */
export async function register(url: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  const body = { email, name: 'A reader', password: 'a long enough password' };
  return (await askJson(`${url}/v1/auth/register`, post(body))).api_key;
}

export const getPause = (url: string, apiKey: string, id: string): Promise<Json> =>
  askJson(`${url}/v1/pause/${id}`, withKey(apiKey));

/** Waits until the developer has asked, however long the snippet takes to start. */
export async function nextQuestion(url: string, apiKey: string): Promise<Json> {
  for (;;) {
    const { data } = await askJson(`${url}/v1/pause?status=pending&limit=1`, withKey(apiKey));
    if (data[0]) return data[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const tokenOf = (pause: { respond_url: string }): string =>
  pause.respond_url.split('/').at(-1)!;

export const answer = (url: string, pause: { respond_url: string }, choice: string) =>
  askJson(`${url}/v1/respond/${tokenOf(pause)}`, post({ choice }));

export const withdraw = (url: string, apiKey: string, id: string): Promise<Json> =>
  askJson(`${url}/v1/pause/${id}`, { ...withKey(apiKey), method: 'DELETE' });
