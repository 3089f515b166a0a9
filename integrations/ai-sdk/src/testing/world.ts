// The developer and the human around an agent, by the public API alone.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { pausepoint, type Pause } from 'pausepoint';

/** Where the tests' PausePoint is, found as any program finds it. */
export const url = process.env['PAUSEPOINT_URL']!;

/** A developer of its own for each test: what it counts is what it asked. */
export async function newWorld() {
  const response = await post('/v1/auth/register', {
    email: `${randomUUID()}@example.com`,
    name: 'Acme Corp',
    password: 'a long enough password',
  });
  const { test_api_key: apiKey } = (await response.json()) as { readonly test_api_key: string };
  const client = pausepoint({ apiKey, url });
  /** Every question asked so far, the oldest first. */
  const asked = async (): Promise<Pause[]> =>
    (await client.pauses.list({ limit: 100 })).data.toReversed();
  return {
    apiKey,
    client,
    asked,
    /** The messages that would have left for the human. */
    messages: async (): Promise<number> => (await messagesOf(apiKey)).length,
    /** The human says “I don’t expect this”: there is nobody left to reach. */
    async disown({ pause_id }: Pause): Promise<void> {
      await expect.poll(async () => (await messagesOf(apiKey)).length).toBeGreaterThan(0);
      const sent = (await messagesOf(apiKey)).find((message) => message.pause_id === pause_id)!;
      const link = /https?:\S+/.exec(sent.text)![0];
      const report = `${link.replace('/r/', '/respond/')}/report`;
      const page = await (await fetch(report)).text();
      const nonce = /name="page"\s+value="([^"]*)"/.exec(page)![1]!;
      const code = /class="digits">([\d ]+)</.exec(page)![1]!.replaceAll(' ', '');
      // A machine would be faster than a human: the page takes nothing at first.
      const confirm = async () => {
        const headers = { Origin: new URL(report).origin };
        const body = new URLSearchParams({ page: nonce, code });
        return (await fetch(report, { method: 'POST', redirect: 'manual', headers, body })).status;
      };
      await expect.poll(confirm, { timeout: 40_000 }).toBe(303);
    },
    /** Once so many questions were asked. */
    async questions(count: number): Promise<Pause[]> {
      await expect.poll(async () => (await asked()).length, { timeout: 40_000 }).toBe(count);
      return asked();
    },
  };
}

/** The human taps. */
export async function tap({ respond_url }: Pause, choice: string, text?: string): Promise<void> {
  const token = respond_url.split('/').at(-1)!;
  const response = await post(`/v1/respond/${token}`, { choice, ...(text && { text }) });
  expect(response.status, await response.clone().text()).toBe(200);
}

interface Message {
  readonly pause_id: string;
  readonly text: string;
}

async function messagesOf(apiKey: string): Promise<readonly Message[]> {
  const headers = { Authorization: `Bearer ${apiKey}` };
  const sent = await fetch(`${url}/v1/sandbox/messages`, { headers });
  return ((await sent.json()) as { readonly data: readonly Message[] }).data;
}

const post = (path: string, body: unknown) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
