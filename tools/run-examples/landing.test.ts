// The landing page's snippets, in all their languages, against the real service.
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { answer, getPause, nextQuestion, register, withdraw } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { jsonTexts, play, story } from './story.ts';
import { openTlsDoor } from './tls-door.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const reader = async () => ({ url: service.url, apiKey: await register(service.url) });
const deploy = {
  status: 'pending',
  message: 'Deploy build #4712 to production?',
  options: ['Deploy', 'Abort'],
  timeout_default: 'Abort',
  mode: 'live',
};

describe.concurrent('the landing page', () => {
  story('landing/create.sh', 'curl asks, polls and gets the human’s choice', async () => {
    const given = await reader();
    const [pause] = jsonTexts(await play('landing/create.sh', given));
    expect(pause).toMatchObject({ status: 'pending', mode: 'live' });
    const poll = async () => {
      const env = { PAUSE_ID: pause.pause_id };
      return jsonTexts(await play('landing/poll.sh', { ...given, env }))[0];
    };
    expect(await poll()).toMatchObject(deploy);
    await answer(service.url, pause, 'Deploy');
    expect(await poll()).toMatchObject({
      status: 'responded',
      response_choice: 'Deploy',
      human_decided: true,
    });
  });

  for (const [snippet, hours] of [
    ['wire.py', 4] as const,
    ['wire-in-eight-lines.py', 24] as const,
  ]) {
    story(`landing/${snippet}`, `Python has a pause id at once, open for ${hours} h`, async () => {
      const given = await reader();
      const id = (await play(`landing/${snippet}`, given)).trim();
      const pause = await getPause(service.url, given.apiKey, id);
      expect(pause).toMatchObject({ status: 'pending', message: 'Wire $8,400 to Meridian?' });
      const open = Date.parse(pause.expires_at) - Date.parse(pause.created_at);
      expect(open).toBe(hours * 3_600_000);
    });
  }

  for (const snippet of ['landing/deploy.py', 'landing/deploy.mjs']) {
    story(snippet, 'the loop returns what the human chose', async () => {
      const given = await reader();
      const running = play(snippet, given);
      const pause = await nextQuestion(service.url, given.apiKey);
      expect(pause).toMatchObject(deploy);
      await answer(service.url, pause, 'Deploy');
      expect((await running).trim()).toBe('Deploy');
    });

    story(snippet, 'the loop ends too when nobody chose', async () => {
      const given = await reader();
      const running = play(snippet, given);
      const pause = await nextQuestion(service.url, given.apiKey);
      await withdraw(service.url, given.apiKey, pause.pause_id);
      expect((await running).trim()).toBe(snippet.endsWith('.py') ? 'None' : 'null');
    });
  }

  story('landing/deploy.go', 'Go has a pause id to poll for', async () => {
    const given = await reader();
    // Without C there is nothing to compile but Go.
    const env = { CGO_ENABLED: '0' };
    const id = (await play('landing/deploy.go', { ...given, env })).trim();
    expect(await getPause(service.url, given.apiKey, id)).toMatchObject(deploy);
  });

  story('landing/deploy.rb', 'Ruby, which insists on TLS, has a pause id to poll for', async () => {
    const given = await reader();
    const door = await openTlsDoor(service.url);
    try {
      const env = { SSL_CERT_FILE: door.certificateFile };
      const id = (await play('landing/deploy.rb', { ...given, url: door.url, env })).trim();
      expect(await getPause(service.url, given.apiKey, id)).toMatchObject(deploy);
    } finally {
      await door.close();
    }
  });
});
