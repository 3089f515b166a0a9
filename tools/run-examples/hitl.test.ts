// The second dialect's own example, against the real service: approved, rejected, and safely expired.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { answer, askJson, nextQuestion, postJson, register, withKey } from './human.ts';
import { play, story } from './story.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** With a key as its page shows one. */
async function reader() {
  const admin = await register(service.url);
  const wanted = postJson({ prefix: 'hitl' }, admin);
  const { api_key: apiKey } = await askJson(`${service.url}/v1/keys`, wanted);
  expect(apiKey).toMatch(/^hitl_/);
  return { url: service.url, apiKey, admin };
}

const action = 'Deploy to production (v2.4.1)';

describe.concurrent('the second dialect', () => {
  for (const [choice, said] of [
    ['Approve', /^deployed: wch_/],
    ['Reject', /^not deployed: wch_/],
  ] as const) {
    story('hitl/deploy.mjs', `a human taps ${choice} in the mail`, async () => {
      const given = await reader();
      const running = play('hitl/deploy.mjs', given);
      const pause = await nextQuestion(service.url, given.apiKey);
      expect(pause).toMatchObject({ message: action, channel: 'email', mode: 'live' });
      const mail = await mailTo(given.admin);
      expect(mail.subject).toContain(action);
      expect(mail.text).toMatch(/commit: a3f9b2e.*Approve \/ Reject/s);
      await answer(service.url, pause, choice);
      expect(await running).toMatch(said);
    });
  }

  story('hitl/deploy.mjs', 'nobody answers, and it is not deployed', async () => {
    const edit = (text: string) =>
      text.replace('commit: "a3f9b2e" }', 'commit: "a3f9b2e" }, expiresInHours: 1 / 3600');
    const given = await reader();
    expect(await play('hitl/deploy.mjs', { ...given, edit })).toMatch(/^not deployed: wch_/);
    const { pauses } = await askJson(`${service.url}/api/pause`, withKey(given.apiKey));
    expect(pauses).toMatchObject([{ status: 'expired', agentContext: { action } }]);
  });
});

/** Waits until it would have been sent. */
async function mailTo(admin: string): Promise<{ subject: string; text: string }> {
  for (;;) {
    const { data } = await askJson(`${service.url}/v1/sandbox/messages`, withKey(admin));
    if (data[0]) return data[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
