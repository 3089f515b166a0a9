// The three ways to ask, and the loop that waits for an answer.
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { answer, getPause, register, withdraw } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { jsonTexts, play, story } from './story.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function ask(snippet: string) {
  const apiKey = await register(service.url);
  const given = { url: service.url, apiKey, env: { PP_KEY: apiKey } };
  const [pause] = jsonTexts(await play(snippet, given));
  const poll = (): Promise<string> =>
    play('pause-requests/poll.py', { ...given, env: { ...given.env, PAUSE_ID: pause.pause_id } });
  return { apiKey, pause, poll };
}

describe.concurrent('pause requests', () => {
  for (const [channel, hours, options] of [
    ['sms', 4, ['Approve', 'Reject']],
    ['email', 24, ['Send it', 'Edit first', 'Cancel']],
    ['slack', 8, ['Delete', 'Keep', 'Ask me tomorrow']],
  ] as const) {
    story(`pause-requests/${channel}.sh`, `asks by ${channel} and keeps the answer`, async () => {
      const { apiKey, pause } = await ask(`pause-requests/${channel}.sh`);
      const shown = await getPause(service.url, apiKey, pause.pause_id);
      expect(shown).toMatchObject({ status: 'pending', channel, options });
      expect(Date.parse(shown.expires_at) - Date.parse(shown.created_at)).toBe(hours * 3_600_000);
      const metadata = { amount: 340, recipient_name: 'Acme Corp' };
      expect(shown.metadata).toEqual(channel === 'sms' ? metadata : null);
      await answer(service.url, pause, options[1]);
      expect(await getPause(service.url, apiKey, pause.pause_id)).toMatchObject({
        status: 'responded',
        response_choice: options[1],
      });
    });
  }

  story(
    'pause-requests/poll.py',
    'the loop waits for the human and returns the choice',
    async () => {
      const { pause, poll } = await ask('pause-requests/sms.sh');
      const polling = poll();
      await answer(service.url, pause, 'Approve');
      expect(await polling).toBe('Approve\n');
    },
  );

  story('pause-requests/poll.py', 'the loop ends when the question is withdrawn', async () => {
    const { apiKey, pause, poll } = await ask('pause-requests/sms.sh');
    await withdraw(service.url, apiKey, pause.pause_id);
    expect(await poll()).toBe('None\n');
  });
});
