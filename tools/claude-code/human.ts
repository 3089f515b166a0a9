// The human who is asked, by the public API: waits for the question and answers it.
import { setTimeout } from 'node:timers/promises';
import { pausepoint } from 'pausepoint';

export interface Human {
  answer(choice: string, text?: string): Promise<void>;
  /** Until a question is there. */
  isAsked(): Promise<void>;
  /** How many were asked so far. */
  count(): Promise<number>;
}

export function human(url: string, apiKey: string): Human {
  const { pauses } = pausepoint({ url, apiKey });
  const open = async () => (await pauses.list({ status: 'pending' })).data[0];
  async function question() {
    for (let tries = 0; tries < 600; tries++) {
      const pause = await open();
      if (pause) return pause;
      await setTimeout(100);
    }
    throw new Error('nobody was asked');
  }
  return {
    async answer(choice, text) {
      const { respond_url } = await question();
      const response = await fetch(`${url}/v1/respond/${respond_url.split('/').at(-1)!}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ choice, ...(text && { text }) }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    isAsked: async () => void (await question()),
    count: async () => (await pauses.list({ limit: 100 })).data.length,
  };
}
