// The quickstart, step by step, as somebody would who follows it for the first time.
import { afterAll, beforeAll, expect } from 'vitest';
import { askJson, tokenOf, withKey } from './human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { jsonTexts, play, story } from './story.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

story('quickstart/1-register.sh', 'five steps lead to an audited human decision', async () => {
  const { url } = service;
  const [registered] = jsonTexts(await play('quickstart/1-register.sh', { url, apiKey: '' }));
  expect(registered).toEqual({
    developer_id: expect.stringMatching(/^dev_/),
    api_key: expect.stringMatching(/^pp_live_[0-9A-Za-z]{48}$/),
    test_api_key: expect.stringMatching(/^pp_test_[0-9A-Za-z]{48}$/),
    plan: 'free',
    message: 'Save your API keys — they will not be shown again.',
  });
  const apiKey = registered.api_key as string;
  const given = { url, apiKey, env: { PP_KEY: apiKey } };

  const [pause] = jsonTexts(await play('quickstart/2-create.sh', given));
  expect(pause).toMatchObject({ status: 'pending', pause_id: expect.stringMatching(/^psr_/) });
  expect(pause.respond_url).toMatch(`${url}/respond/`);
  expect(Date.parse(pause.expires_at) - Date.parse(pause.created_at)).toBe(4 * 3_600_000);

  const token = tokenOf(pause);
  const [shown, decided] = jsonTexts(await play('quickstart/3-respond.sh', { ...given, token }));
  expect(shown).toMatchObject({
    pause_id: pause.pause_id,
    status: 'pending',
    message: 'Your agent wants to send a $340 wire to Acme Corp. Approve?',
    options: ['Approve', 'Reject'],
    timeout_default: 'Reject',
  });
  expect(decided).toMatchObject({ status: 'responded', response_choice: 'Approve' });

  const [webhook] = jsonTexts(await play('quickstart/4-webhook.sh', given));
  expect(webhook).toMatchObject({
    url: 'https://yourapp.com/webhook',
    events: ['pause.responded', 'pause.timed_out', 'pause.cancelled'],
    enabled: true,
  });
  expect(webhook).not.toHaveProperty('secret');

  const [audit] = jsonTexts(await play('quickstart/5-audit.sh', given));
  const told = audit.data.map((event: { event_type: string }) => event.event_type);
  expect(told).toEqual(expect.arrayContaining(['pause.created', 'pause.responded']));
  for (const event of audit.data) {
    expect(event).toMatchObject({ actor: expect.any(String), created_at: expect.any(String) });
  }

  const { data } = await askJson(`${url}/v1/sandbox/messages`, withKey(apiKey));
  expect(data[0]).toMatchObject({ channel: 'sms', recipient: '+1•••••0100' });
  expect(data[0].text).toContain('$340 wire to Acme Corp');
});
