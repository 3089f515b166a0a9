// The human: opens the link of the message and fills in the page's form, or uses its JSON twin.
import { pausepoint, type Pause } from 'pausepoint';
import { until } from './until.ts';

export interface Human {
  /** On the page that the message's link opens, as a browser without scripts. */
  onThePage(pause: Pause, choice: string, text?: string): Promise<void>;
  byJson(pause: Pause, choice: string, text?: string): Promise<void>;
}

export function humanOf(url: string, apiKey: string): Human {
  return {
    async onThePage(pause, choice, text = '') {
      const link = await messageLink(url, apiKey, pause.pause_id);
      const page = await (await fetch(link)).text();
      const find = (pattern: RegExp) => pattern.exec(page)?.[1] ?? '';
      const form = new URLSearchParams({
        page: find(/name="page"\s+value="([^"]*)"/),
        code: find(/class="digits">([\d ]+)</).replaceAll(' ', ''),
        choice: String(pause.options.indexOf(choice)),
        text,
      });
      // Refused for as long as nobody could have read it.
      await until(`“${choice}” was taken`, async () => {
        const response = await fetch(link, { method: 'POST', redirect: 'manual', body: form });
        return response.status === 303;
      });
    },
    async byJson(pause, choice, text) {
      const token = pause.respond_url.split('/').at(-1)!;
      const response = await fetch(`${url}/v1/respond/${token}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ choice, ...(text && { text }) }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}

async function messageLink(url: string, apiKey: string, pauseId: string): Promise<string> {
  return until(`a message about ${pauseId} is there`, async () => {
    const response = await fetch(`${url}/v1/sandbox/messages?limit=100`, {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
    const { data } = (await response.json()) as { data: { pause_id: string; text: string }[] };
    const text = data?.find(({ pause_id }) => pause_id === pauseId)?.text;
    return text && /https?:\/\/\S+\/(?:r|respond)\/[\w-]+/.exec(text)?.[0];
  });
}

/** The questions an execution has asked so far, oldest first. */
export async function askedBy(
  url: string,
  apiKey: string,
  executionId: string,
): Promise<readonly Pause[]> {
  const { pauses } = pausepoint({ url, apiKey });
  const { data } = await pauses.list({ run_id: `n8n-${executionId}`, limit: 100 });
  return data.toReversed();
}

/** As its developer may ask of PausePoint, since after half a minute it waits five before the next try. */
export async function sendAgain(url: string, apiKey: string, pauseId: string): Promise<void> {
  const init = { headers: { Authorization: `Bearer ${apiKey}` } };
  const response = await fetch(`${url}/v1/deliveries?pause_id=${pauseId}`, init);
  const { data } = (await response.json()) as { data: { delivery_id: string; status: string }[] };
  for (const { delivery_id } of data.filter(({ status }) => status !== 'delivered')) {
    await fetch(`${url}/v1/deliveries/${delivery_id}/redeliver`, { ...init, method: 'POST' });
  }
}
