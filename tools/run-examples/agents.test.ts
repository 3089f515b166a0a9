// Use cases of the landing page, run as programs: a campaign, a purge and a contract wait for a human.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, askJson, nextQuestion, register, withKey } from './human.ts';
import { runProgram } from './program.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const stories = [
  {
    program: 'outreach/campaign.ts',
    asks: 'Send this campaign to 340 contacts?',
    shows: { label: 'contacts', value: 340 },
    tool: 'send_campaign',
    done: '340 messages were sent.',
    undone: '0 messages were sent.',
  },
  {
    program: 'data-ops/purge.ts',
    asks: 'Purge 14,000 records from staging?',
    shows: { label: 'records', value: 14_000 },
    tool: 'purge',
    done: '600 records are left.',
    undone: '14600 records are left.',
  },
  {
    program: 'legal/contract.ts',
    asks: 'Sign and submit this contract?',
    shows: { label: 'value', value: '$201,600' },
    tool: 'sign_and_submit',
    done: '1 contracts are signed.',
    undone: '0 contracts are signed.',
  },
];

describe.concurrent.each(stories)('$program', { timeout: 120_000 }, (story) => {
  const begin = async () => {
    const given = { url: service.url, apiKey: await register(service.url) };
    const ended = runProgram(story.program, given);
    return { ended, pause: await nextQuestion(given.url, given.apiKey) };
  };

  test('a human approves what they saw, and that happens', async () => {
    const { ended, pause } = await begin();
    expect(pause.message).toBe(story.asks);
    expect(pause.context).toContainEqual(expect.objectContaining(story.shows));
    await answer(service.url, pause, 'Approve');
    expect(await ended).toContain(story.done);
  });

  test('a human rejects it, and nothing happens', async () => {
    const { ended, pause } = await begin();
    await answer(service.url, pause, 'Reject');
    const said = await ended;
    expect(said).toContain(`A human rejected this call of ${story.tool}`);
    expect(said).toContain(story.undone);
  });

  test('nobody answers: nothing happens, and nobody is said to have rejected it', async () => {
    const apiKey = await register(service.url);
    const env = { ANSWER_WITHIN_SECONDS: '1' };
    const said = await runProgram(story.program, { url: service.url, apiKey, env });
    expect(said).toContain('No human agreed: nobody answered in time.');
    expect(said).not.toContain('A human rejected');
    expect(said).toContain(story.undone);
    const { data } = await askJson(`${service.url}/v1/pause`, withKey(apiKey));
    expect(data).toMatchObject([{ message: story.asks, status: 'timed_out' }]);
  });
});
