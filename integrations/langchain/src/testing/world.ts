// The people around a graph: the developer's client, and the human who answers, by the public API.
import { randomUUID } from 'node:crypto';
import { pausepoint, type Pause, type PausePoint } from 'pausepoint';

const url = process.env['PAUSEPOINT_URL']!;

export interface World {
  readonly client: PausePoint;
  readonly apiKey: string;
}

export const connect = (apiKey: string, fetch?: typeof globalThis.fetch): PausePoint =>
  pausepoint({ apiKey, url, fetch });

/** A developer of a test's own, so that it can count what it asked. */
export async function newWorld(): Promise<World> {
  const { test_api_key: apiKey } = await post<{ test_api_key: string }>('/v1/auth/register', {
    email: `${randomUUID()}@example.com`,
    name: 'Acme Corp',
    password: 'a long enough password',
  });
  return { client: connect(apiKey), apiKey };
}

/** Whom the tests ask; nothing leaves in test mode. */
export const whom = { recipient: '+1 (312) 847-1928', channel: 'sms' } as const;

export const asked = async ({ client }: World): Promise<readonly Pause[]> =>
  (await client.pauses.list({ limit: 100 })).data;

/** The question that is open, once it is. */
export async function openQuestion(world: World, message?: string): Promise<Pause> {
  for (;;) {
    const { data } = await world.client.pauses.list({ status: 'pending', limit: 100 });
    const found = data.find((pause) => message === undefined || pause.message?.includes(message));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The human taps. */
export async function tap(pause: Pause, choice: string, text?: string): Promise<void> {
  const token = pause.respond_url.split('/').at(-1)!;
  await post(`/v1/respond/${token}`, { choice, ...(text !== undefined && { text }) });
}

async function post<T>(path: string, body: unknown, headers = {}): Promise<T> {
  const response = await fetch(url + path, json(body, headers));
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

const json = (body: unknown, headers = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** The human says that they did not expect the message: from then on nothing reaches them. */
export async function makeUnreachable(world: World): Promise<void> {
  const pause = await world.client.pauses.create({
    ...whom,
    message: 'Do you know us?',
    options: ['Yes', 'No'],
  });
  const question = await (await fetch(await linkTo(world, pause))).text();
  const report = url + /class="quiet"\s+href="([^"]+)"/.exec(question)![1]!;
  const page = await (await fetch(report)).text();
  const body = new URLSearchParams({
    page: /name="page"\s+value="([^"]*)"/.exec(page)![1]!,
    code: /class="digits">([\d ]+)</.exec(page)![1]!.replaceAll(' ', ''),
  });
  // Faster than this is no human.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await fetch(report, { method: 'POST', body, redirect: 'manual' });
  await world.client.pauses.cancel(pause.pause_id);
}

/** As it stands in the message the human got. */
async function linkTo(world: World, { pause_id }: Pause): Promise<string> {
  for (;;) {
    const text = (await sent(world)).find((message) => message.pause_id === pause_id)?.text;
    if (text) return /https?:\/\/\S+/.exec(text)![0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every message that would have left for a human. */
export async function sent({ apiKey }: World): Promise<readonly Message[]> {
  const headers = { Authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/v1/sandbox/messages`, { headers });
  return ((await response.json()) as { readonly data: readonly Message[] }).data;
}

interface Message {
  readonly pause_id: string;
  readonly text: string;
}

/** A client of the same developer's whose key may ask by e-mail only. */
export async function restricted({ apiKey }: World): Promise<PausePoint> {
  const body = { name: 'agent', role: 'agent', policy: { channels: ['email'] } };
  const headers = { Authorization: `Bearer ${apiKey}` };
  const { api_key } = await post<{ api_key: string }>('/v1/keys', body, headers);
  return connect(api_key);
}

export const addWebhook = ({ apiKey }: World, to: string, secret: string): Promise<unknown> =>
  post(
    '/v1/webhooks',
    {
      url: to,
      secret,
      events: [
        'pause.responded',
        'pause.timed_out',
        'pause.cancelled',
        'pause.notification_failed',
      ],
    },
    { Authorization: `Bearer ${apiKey}` },
  );
